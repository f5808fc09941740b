"""What the tests of the store look into."""


def ids(store, keys):
    return [passage.id for passage in store.passages(keys)]
