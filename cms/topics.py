"""What local government is about, in the words members use."""

from django.db import models


class Topic(models.TextChoices):
    HOUSING = "housing", "Housing"
    WATER = "water", "Water and sewers"
    TRANSIT = "transit", "Streets and transit"
    SCHOOLS = "schools", "Schools"
    BUDGET = "budget", "Budgets and taxes"
    LABOR = "labor", "Work and wages"
    CLIMATE = "climate", "Climate and energy"
    HEALTH = "health", "Health"
    SAFETY = "safety", "Safety"
    DEMOCRACY = "democracy", "Open government"
