"""The page of one file: text, images, equal bytes, and who opened it."""

import pytest

from evidence.domain.previews import failure_path, image_path, thumb_path
from evidence.states import ProcessingState
from portal.core.history import history_of
from portal.core.jobs.models import Job
from portal.files.storing import absolute_path
from tests.evidence.pages import make_picture, page_of, text_of
from tests.factories.evidence import (
    make_next_version,
    make_version,
    withdraw,
)
from tests.helpers import english

pytestmark = pytest.mark.django_db
PLANTED = "Berita acara sangat khas 7731"


# --- The file page ----------------------------------------------------------------------


@pytest.mark.parametrize("number", ["0", "2", "999999999999999999999999"])
def test_version_that_is_not_there_is_404(client, owner, number):
    version = make_version(owner)

    assert client.get(f"/bukti/{version.evidence.public_id}/versi/{number}/").status_code == 404


def test_file_page_shows_the_newest_standing_version(client, owner):
    first = make_version(owner, name="lama.txt")
    make_next_version(first.evidence, name="baru.txt")

    assert "baru.txt" in text_of(client.get(first.evidence.get_absolute_url()))
    withdraw(first.evidence.versions.get(number=2))
    assert "lama.txt" in text_of(client.get(first.evidence.get_absolute_url()))


def test_text_is_shown_page_by_page_and_escaped(client, owner):
    pages = ["Halaman satu <script>x</script>", *(f"Halaman {n}" for n in range(2, 13))]
    version = make_version(owner, state=ProcessingState.READ, pages=pages)

    first = text_of(client.get(page_of("text", version)))
    second = text_of(client.get(page_of("text", version) + "?page=2"))

    assert "Halaman satu &lt;script&gt;" in first
    assert "Halaman 11" not in first
    assert "Halaman 12" in second


def test_very_long_page_of_text_is_cut_with_a_word(client, owner):
    version = make_version(owner, state=ProcessingState.READ, pages=["kata " * 10_000])

    page = text_of(english(client).get(page_of("text", version)))

    assert page.count("kata") <= 4_100
    assert "The rest of this page is in the file." in page


def test_page_image_is_drawn_and_carries_no_place(client, owner, run_jobs, shared_data):
    version = make_picture(owner, run_jobs, shared_data)

    page = text_of(client.get(page_of("version", version)))
    image = client.get(page_of("page_image", version, 1))

    assert page_of("page_image", version, 1) in page
    assert 'alt="' in page
    assert image["Content-Type"] == "image/webp"
    data = b"".join(image)
    assert data[:4] == b"RIFF"
    assert b"Exif" not in data
    assert thumb_path(version, 1).exists()
    again = client.get(page_of("page_image", version, 1), headers={"if-none-match": image["ETag"]})
    assert again.status_code == 304
    assert image["Cache-Control"] == "private, no-store"


def test_missing_page_image_is_ordered_once_and_the_page_says_so(
    client, owner, run_jobs, shared_data
):
    version = make_picture(owner, run_jobs, shared_data)
    image_path(version, 1).unlink()

    page = text_of(english(client).get(page_of("version", version)))
    client.get(page_of("page_image", version, 1))

    assert "is being prepared" in page
    assert Job.objects.filter(name="evidence.render_page", state="ready").count() == 1
    run_jobs()
    assert b"".join(client.get(page_of("page_image", version, 1)))[:4] == b"RIFF"


def test_page_that_cannot_be_drawn_is_said_and_not_ordered_again(
    client, owner, run_jobs, shared_data
):
    version = make_picture(owner, run_jobs, shared_data)
    image_path(version, 1).unlink()
    failure_path(version, 1).write_text("too many pixels")

    page = text_of(english(client).get(page_of("version", version)))

    assert "cannot be drawn here" in page
    assert not Job.objects.filter(name="evidence.render_page", state="ready").exists()


@pytest.mark.parametrize("page", [0, 2, 99999999999])
def test_page_that_the_file_does_not_have_is_404_and_orders_nothing(
    client, owner, run_jobs, shared_data, page
):
    version = make_picture(owner, run_jobs, shared_data)

    assert client.get(page_of("page_image", version, page)).status_code == 404
    assert not Job.objects.filter(name="evidence.render_page", state="ready").exists()


def test_deleted_bytes_are_a_sentence_with_the_hash(client, owner):
    version = make_version(owner, state=ProcessingState.READ)
    absolute_path(version.stored_file).unlink()

    response = client.get(page_of("download", version))

    assert response.status_code == 503
    assert version.stored_file.sha256 in text_of(response)
    assert client.get(page_of("version", version)).status_code == 200


def test_equal_bytes_are_shown_where_they_may_be_seen_and_nowhere_else(everyone, client_of):
    mine = make_version(everyone.owner, text="isi yang sama", title="Punya saya")
    make_version(everyone.colleague, text="isi yang sama", title="Dibagi", sharing="unit")
    make_version(everyone.outsider, text="isi yang sama", title=PLANTED)

    page = text_of(client_of(everyone.owner.user).get(page_of("version", mine)))

    assert "Dibagi" in page
    assert PLANTED not in page


def test_who_may_see_it_names_people_only_to_the_owner(everyone, client_of):
    version = make_version(
        everyone.owner, sharing="named", shared_with=(everyone.named, everyone.outsider)
    )

    own = text_of(client_of(everyone.owner.user).get(page_of("version", version)))
    other = text_of(client_of(everyone.named.user).get(page_of("version", version)))

    assert everyone.outsider.name in own
    assert everyone.outsider.name not in other


# --- Opening is noted -------------------------------------------------------------------


@pytest.mark.parametrize("class_name", ["limited", "secret"])
def test_opening_a_confidential_file_is_noted_and_shown_to_the_owner_alone(
    everyone, client_of, class_name
):
    version = make_version(
        everyone.owner,
        confidentiality=class_name,
        sharing="named",
        shared_with=(everyone.named,),
        state=ProcessingState.READ,
    )
    reader = client_of(everyone.named.user)

    reader.get(page_of("version", version))
    b"".join(reader.get(page_of("download", version)))
    b"".join(reader.get(page_of("download", version), headers={"range": "bytes=5-9"}))

    verbs = [event.verb for event in history_of(version) if event.actor == everyone.named.user]
    assert verbs == ["open", "download"]
    owners = text_of(
        english(client_of(everyone.owner.user)).get(page_of("history", version))
    )
    assert "was downloaded" in owners
    assert "was downloaded" not in text_of(english(reader).get(page_of("history", version)))


def test_opening_an_ordinary_file_is_nobody_s_business(client, owner):
    version = make_version(owner, state=ProcessingState.READ)
    before = history_of(version).count()

    client.get(page_of("version", version))

    assert history_of(version).count() == before
