app_name = "caucuses"
urlpatterns = []
