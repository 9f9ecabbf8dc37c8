"""Which register holds which node: one is free again when its node has been read for the last time."""

from collections.abc import Collection, Sequence

from surfaces.expressions.graph import Node


def places(inputs: Sequence[Node], moving: Sequence[Node], kept: Collection[Node]) -> dict[Node, int]:
    """The number of each node's register.

    `inputs` keep theirs, `moving` nodes are computed in this order, and those to be `kept` stay to the end.
    """
    place = {node: number for number, node in enumerate(inputs)}
    held = {*inputs, *kept}
    last_reader = {part: node for node in moving for part in node.parts}
    free: list[int] = []
    size = len(place)
    for node in moving:
        read = dict.fromkeys(node.parts)
        free.extend(place[part] for part in read if last_reader[part] is node and part not in held)
        if not free:
            free.append(size)
            size += 1
        place[node] = free.pop()
    return place
