"""Pages that name partners, each with what it did."""

from django.utils.functional import cached_property

from core.models import BasePage
from partners.models import PartnerPage
from partners.vocabulary import Role


class CitingPage(BasePage):
    """A page with `partner_links`, and perhaps a text in which people speak."""

    class Meta:
        abstract = True

    @cached_property
    def cited_partners(self):
        """[(partner, [Role])] in the editor's order; partners that not everyone may read are left out."""
        partners = {}
        for link in self._partner_links:
            if link.partner_id in self.open_partners:
                partners.setdefault(link.partner, []).append(Role(link.role))
        return list(partners.items())

    @cached_property
    def open_partners(self):
        """{primary key: partner} of those named on this page that anyone may read, to be led to; one query."""
        named = {link.partner_id for link in self._partner_links} | set(self._partners_named_elsewhere())
        named |= {person.organisation_id for person, _role, _block_id in self._people()}
        return PartnerPage.objects.visible().only("title", "url_path").in_bulk(named - {None})

    @property
    def organisers(self):
        """The partners that organised."""
        return self._partners_who(Role.ORGANISED)

    @property
    def hosts(self):
        """The partners that hosted."""
        return self._partners_who(Role.HOSTED)

    def body_texts(self):
        """Yield what the page says, the names of those who speak, and of the partners that it cites."""
        yield from super().body_texts()
        for person, _role, _block_id in self._people():
            yield person.public_name
            if person.organisation_id in self.open_partners:
                yield person.organisation.title
        for partner, _roles in self.cited_partners:
            yield partner.title

    @cached_property
    def _partner_links(self):
        return list(self._links("partner_links", "partner"))

    def _partners_named_elsewhere(self):
        """Return the primary keys (or None) of partners named otherwise than by a link or a person."""
        return ()

    def _people(self):
        """Yield (person, role, block id) for everybody who speaks on the page."""
        return ()

    def _partners_who(self, role):
        return [partner for partner, roles in self.cited_partners if role in roles]

    def _organisation_ld(self, partner):
        return {"@type": "Organization", "name": partner.title} if partner else None


def speakers(session):
    """Yield (person, role, block id) for every known person who speaks in `session` (a block's value)."""
    for speaker in session["speakers"].bound_blocks:
        if speaker.value["person"]:
            yield speaker.value["person"], speaker.value["role"] or "", speaker.id
