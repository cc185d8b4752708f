"""The changes that the list offers for many people at once, each with its words."""

from network.forms.bulk import AddForm, EndForm, MarkForm
from network.models import Membership
from network.operations import bulk
from network.reports import quorum
from network.reports.people import say_count
from network.roles import GroupKind


class Change:
    """`looks` are the plan's arguments, `arguments` those of carrying it out."""

    title: str
    form: type
    is_marking = False

    def arguments(self, values):
        return self.looks(values)

    def warnings(self, plan, values, user, today):
        return []


class Add(Change):
    title = "Add to a group"
    form = AddForm
    do = staticmethod(bulk.add)

    def plan(self, *, people, group, since):
        return bulk.adding(people=people, group=group, on=since)

    def looks(self, values):
        return {"group": values["into"], "since": values["since"]}

    def says(self, values, n):
        return f"Add {say_count(n)} to {values['into']}"

    def done(self, values, n):
        return f"Added {say_count(n)} to {values['into']}."

    def warnings(self, plan, values, user, today):
        """Only a committee meets."""
        group = values["into"]
        if group.kind != GroupKind.COMMITTEE or not plan.touched:
            return []
        there = Membership.objects.editable_by(user).live(on=today).filter(group=group)
        keys = {*there.values_list("person_id", flat=True), *(p.pk for p in plan.touched)}
        return quorum.warnings(sorted(keys), on=today)


class End(Change):
    title = "End a membership"
    form = EndForm
    do = staticmethod(bulk.end)

    def plan(self, *, people, group, until):
        return bulk.ending(people=people, group=group, until=until)

    def looks(self, values):
        return {"group": values["into"], "until": values["until"]}

    def arguments(self, values):
        return {**self.looks(values), "reason": values["why"]}

    def says(self, values, n):
        return f"End the membership of {say_count(n)} in {values['into']}"

    def done(self, values, n):
        return f"Ended for {say_count(n)} in {values['into']}."


class Tag(Change):
    title = "Tag"
    form = MarkForm
    put = True
    is_marking = True
    do = staticmethod(bulk.tag)
    plan = staticmethod(bulk.tagging)

    def looks(self, values):
        return {"tag": values["mark"], "put": self.put}

    def says(self, values, n):
        return f"Tag {say_count(n)} “{values['mark']}”"

    def done(self, values, n):
        return f"Tagged {say_count(n)} “{values['mark']}”."


class Untag(Tag):
    title = "Take a tag off"
    put = False

    def says(self, values, n):
        return f"Take “{values['mark']}” off {say_count(n)}"

    def done(self, values, n):
        return f"Took “{values['mark']}” off {say_count(n)}."


CHANGES = {"add": Add(), "end": End(), "tag": Tag(), "untag": Untag()}
