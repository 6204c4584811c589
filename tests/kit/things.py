"""A library for the tests of the kit: a value in an object, in as many classes as there are handlers."""


class Thing:
    def __init__(self, value):
        self.value = value


class Random(Thing):
    pass


class Pickled(Thing):
    pass


class Misread(Thing):
    pass


class Refusing(Thing):
    pass


class Trusting(Thing):
    pass


class Rounded(Thing):
    pass


class Crashing(Thing):
    pass


class Endless(Thing):
    pass


class Touchy(Thing):
    pass


class Lax(Thing):
    pass


class Importing(Thing):
    pass


class Old(Thing):
    pass


class Twin(Thing):
    pass


class Unread(Thing):
    pass
