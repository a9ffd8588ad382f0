"""Which of a citizen's questions a name answers, in several fields."""

from __future__ import annotations

import pytest

from policyc.targets.summary.topics import Topic, topic_of_name


@pytest.mark.parametrize(
    ("name", "topic"),
    [
        ("个人缴费标准", Topic.PAY),
        ("筹资标准", Topic.PAY),
        ("个人实缴", Topic.PAY),
        ("补缴金额", Topic.PAY),
        ("月缴存额", Topic.PAY),
        ("首付", Topic.PAY),
        ("人均财政补助标准", Topic.SUBSIDY),
        ("定额资助标准", Topic.SUBSIDY),
        ("连续参保激励", Topic.SUBSIDY),
        ("新增筹资用于门诊比例", Topic.REIMBURSED),  # what ends last decides
        ("住院支付比例", Topic.REIMBURSED),
        ("起付标准", Topic.REIMBURSED),
        ("大病封顶线", Topic.REIMBURSED),
        ("基础养老金", Topic.RECEIVED),
        ("计发基数", Topic.RECEIVED),
        ("可贷额", Topic.LENT),
        ("固定等待期", Topic.WHEN),
        ("跨省结算病种数", Topic.HOW),
        ("参保率", Topic.OTHER),
        ("成数", Topic.OTHER),
    ],
)
def test_topic(name: str, topic: Topic) -> None:
    """Head words decide."""
    assert topic_of_name(name) is topic
