"""What happens when a page has passed its last review.

Wagtail reads this module while it builds its own models: nothing here may import them.
"""


def publish_reviewed(workflow_state, user=None):
    """Publish the revision that was approved, whatever was saved since.

    Named by the setting WAGTAIL_FINISH_WORKFLOW_ACTION and called inside the transaction of the
    decision. Whoever is asked to review may publish by approving, and only by that.
    """
    task_state = workflow_state.current_task_state
    revision = task_state.revision if task_state else workflow_state.content_object.get_latest_revision()
    revision.publish(user=user, skip_permission_checks=True)
