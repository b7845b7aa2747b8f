"""Real Indonesian questions with judgements: the folding and the weights may not get worse."""

from bench.search import quality

# Measured: 0.938 / 0.798 and 0.949 / 0.817 (python -m bench.search --quality).
FLOOR = {"tydiqa-id": (0.93, 0.785), "facqa-id": (0.94, 0.805)}


def test_real_questions_find_their_answers(shared_data):
    found = {name: (recall, reciprocal) for name, recall, reciprocal in quality()}

    for name, (recall, reciprocal) in FLOOR.items():
        assert found[name][0] >= recall, found
        assert found[name][1] >= reciprocal, found
