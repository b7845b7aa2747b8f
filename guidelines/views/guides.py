from django.http import HttpResponse
def index(request): return HttpResponse("")
regulation = provision = guide = index
