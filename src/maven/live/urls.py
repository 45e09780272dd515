from django.urls import path

from maven.live import views

app_name = "live"
urlpatterns = [path("consultations/<int:pk>/events", views.events, name="events")]
