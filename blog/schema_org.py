"""Events, in schema.org's words."""

from datetime import datetime

from django.utils import timezone

STATUSES = {"postponed": "EventPostponed", "cancelled": "EventCancelled"}


def event_ld(event, request):
    """Return `event` (an EventPage) as an Event (https://schema.org/Event). Nothing that is not known is claimed."""
    said = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": event.title,
        "description": event.summary,
        "url": event.get_full_url(request),
        "inLanguage": "fr",
        "startDate": _moment(event.date, event.start_time),
        "endDate": _moment(event.last_day, event.end_time) if event.end_time or not event.start_time else None,
        "eventStatus": f"https://schema.org/{STATUSES.get(event.status, 'EventScheduled')}",
        "eventAttendanceMode": f"https://schema.org/{_attendance(event)}" if event.place or event.online else None,
        "location": _locations(event),
        "organizer": [_organisation(partner) for partner in event.organisers],
        "superEvent": {"@type": "EventSeries", "name": event.series.name} if event.series else None,
        "keywords": [theme.name for theme in event.themes],
        "subjectOf": [
            {"@type": "Article", "headline": recap.title, "url": recap.get_full_url(request)}
            for recap in event.open_recaps
        ],
    }
    return {key: value for key, value in said.items() if value}


def _moment(date, time):
    if not date:
        return None
    return timezone.make_aware(datetime.combine(date, time)).isoformat() if time else date.isoformat()


def _attendance(event):
    if event.online:
        return "MixedEventAttendanceMode" if event.place else "OnlineEventAttendanceMode"
    return "OfflineEventAttendanceMode"


def _locations(event):
    locations = []
    if event.place:
        locations.append(
            {"@type": "Place", "name": event.venue or event.place, "address": event.address or event.place}
        )
    if event.online and event.online_url:
        locations.append({"@type": "VirtualLocation", "url": event.online_url})
    return locations


def _organisation(partner):
    return {"@type": "Organization", "name": partner.title}
