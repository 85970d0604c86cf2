"""A made-up kind of workbook entry, `letter`: this file says what of the course leaves one."""

from leaningwell.items import Entry


class LeavesLetter:
    """A part of the course about which a letter can be written."""

    def workbook_entries(self) -> list[Entry]:
        letter = Entry(
            f"letter/{self.id}", f"A letter about: {self.prompt}", counts=False, labels={"body": "Dear step"}
        )
        return [*super().workbook_entries(), letter]
