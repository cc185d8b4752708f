from .caucus import Caucus, JoinAnswer, ListedTo, RosterShown

__all__ = ["Caucus", "JoinAnswer", "ListedTo", "RosterShown"]
