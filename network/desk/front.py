from django.shortcuts import render

from network.desk.gate import staff_only


@staff_only
def front(request):
    return render(request, "desk/front.html")
