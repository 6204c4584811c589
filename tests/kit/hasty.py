"""Another library, whose plugin imports it too early."""


class Thing:
    def __init__(self, value):
        self.value = value
