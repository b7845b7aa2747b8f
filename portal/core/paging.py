"""Pages of a list, safe for any page number a person types."""

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest


def page(request: HttpRequest, queryset: QuerySet, size: int = 25) -> Page:
    """The page named by ``?page=``; the first for nonsense, the last when past the end."""
    paginator = Paginator(queryset, size)
    try:
        return paginator.page(request.GET.get("page", 1))
    except PageNotAnInteger:
        return paginator.page(1)
    except EmptyPage:
        return paginator.page(paginator.num_pages)
