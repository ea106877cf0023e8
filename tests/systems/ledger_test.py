#!/usr/bin/env python3
"""Tests of ledger.py, on plans of their own."""
import unittest

import ledger

CORE = {
    "configuration": [
        {"labels": ["terraform"], "written": {"backend.s3.bucket": ['"state"'], "backend.s3.key": ['"core"']}},
        {"labels": ["resource", "aws_subnet", "a"], "written": {"vpc_id": ["aws_vpc.main.id"]}},
        {"labels": ["resource", "aws_vpc", "main"], "written": {"cidr_block": ['"10.0.0.0/16"']}},
        {"labels": ["output", "subnet_a"], "written": {"value": ["aws_subnet.a.id"]}},
    ],
    "runs": {"plan": {"resource_changes": [
        {"address": "aws_vpc.main", "mode": "managed", "type": "aws_vpc", "name": "main", "actions": ["create"],
         "after": {"cidr_block": "10.0.0.0/16", "tags": {"Name": "x-dev"}}, "after_unknown": {"id": True}},
        {"address": "aws_subnet.a", "mode": "managed", "type": "aws_subnet", "name": "a", "actions": ["create"],
         "after": {"availability_zone": "2a", "ipv6": None}, "after_unknown": {"vpc_id": True}},
    ]}},
}
ENTRY = {
    "configuration": [
        {"labels": ["data", "terraform_remote_state", "core"],
         "written": {"config": ['{ bucket = "state" key = "core" }']}},
        {"labels": ["resource", "aws_task", "t"], "written": {
            "network.subnets": ["[ data.terraform_remote_state.core.outputs.subnet_a, ]"],
            "lifecycle.ignore_changes": ["[desired_count]"]}},
    ],
    "runs": {"plan": {"resource_changes": [
        {"address": "aws_task.t", "mode": "managed", "type": "aws_task", "name": "t", "actions": ["create"],
         "after": {"network": [{"subnets": ["subnet-1"]}], "count_of": 2,
                   "containers": '[{"env":[{"name":"A","value":"1"},{"name":"B","value":"2"}]}]'},
         "after_unknown": {"network": [{"subnets": [False]}]}},
    ]}},
}
IDS = ["S-1", "S-2"]


def system():
    return ledger.System([ledger.Root("terraform/dev/core", CORE), ledger.Root("terraform/dev/entry", ENTRY)])


def check(text):
    return ledger.read_checks("dev: " + text)[0]


class Checks(unittest.TestCase):
    def test_what_holds_holds_and_can_fail(self):
        for text in ('count aws_vpc = 1', 'absent aws_eks_*', 'every aws_vpc cidr_block = "10.0.0.0/16"',
                     'every aws_vpc tags.Name matches /-dev$/', 'every aws_task count_of >= 2',
                     'every aws_subnet ipv6 null', 'every aws_subnet availability_zone set',
                     'every aws_task containers.env[B].value = "2"', 'every aws_task containers.env.value distinct',
                     'some aws_task containers.env.value = "1"', 'every aws_subnet vpc_id -> tags.Name = "x-dev"',
                     'every aws_task network.subnets -> availability_zone = "2a"',
                     'every aws_task network.subnets -> @root = "terraform/dev/core"',
                     'every aws_task lifecycle.ignore_changes written /^\\[desired_count\\]$/',
                     'every aws_vpc cidr_block lacks "10.1"', 'every terraform backend.s3.key = "core"',
                     'count aws_vpc where tags.Name matches /dev/ = 1'):
            with self.subTest(text):
                self.assertTrue(check(text).evaluate(system())[0])
                self.assertEqual(check(text).survivors(system()), [])

    def test_what_does_not_hold_fails(self):
        for text in ('count aws_vpc = 2', 'absent aws_v*', 'every aws_vpc cidr_block = "10.1.0.0/16"',
                     'every aws_nothing cidr_block set', 'every aws_task count_of = "2"',
                     'every aws_task count_of >= 3',
                     'every aws_vpc cidr_block null', 'every aws_vpc no.such.attribute set',
                     'every aws_task containers.env[C].value = "2"',
                     'every aws_task containers.env.value distinct >= 3',
                     'every aws_task containers.env.value = "1"',
                     'every aws_subnet availability_zone -> cidr_block set',
                     'every aws_task network.subnets -> availability_zone = "2c"',
                     'every aws_vpc cidr_block lacks "10.0"', 'every aws_vpc where tags.Name = "y" cidr_block set'):
            with self.subTest(text):
                self.assertFalse(check(text).evaluate(system())[0])

    def test_a_value_known_only_after_the_apply_shows_nothing(self):
        for text in ('set', 'null', 'matches /./', 'lacks "x"', 'distinct >= 1'):
            self.assertFalse(check("every aws_subnet vpc_id " + text).evaluate(system())[0], text)

    def test_a_check_that_cannot_fail_is_noticed(self):
        self.assertTrue(check("every aws_vpc cidr_block matches /.*/").survivors(system()))
        self.assertTrue(check('every aws_task where containers.env.value = "1" containers.env.value distinct >= 1')
                        .survivors(system()))

    def test_the_self_test_leaves_the_plan_as_it_was(self):
        one = system()
        for text in ('count aws_vpc = 1', 'absent aws_x', 'every aws_subnet vpc_id -> tags.Name = "x-dev"',
                     'every aws_subnet no_such null', 'every aws_task containers.env.value distinct'):
            check(text).survivors(one)
        for root, fresh in zip(one.roots, system().roots):
            self.assertEqual([(r.values, r.written) for r in root.resources],
                             [(r.values, r.written) for r in fresh.resources])

    def test_a_file_that_was_written_is_looked_at(self):
        looked = system()
        looked.tree = {"envs/dev/main.tf": 'module "rds" {\n  source = "../../modules/rds"\n}\n'}
        for text, good in [("file envs/dev/main.tf", True), ("file envs/dev/other.tf", False),
                           ("envs/dev/main.tf has /^module \"rds\"/", True), ("envs/dev/main.tf has /aurora/", False)]:
            check = ledger.read_checks("tree: " + text)[0]
            self.assertEqual(check.evaluate(looked)[0], good, text)
            if good:
                self.assertEqual(check.survivors(looked), [], text)
        self.assertEqual(ledger.read_checks("tree: envs/dev/main.tf has /x*/")[0].survivors(looked), ["with its text altered"])
        with self.assertRaises(ledger.LedgerError):
            ledger.read_checks("tree: envs/dev/main.tf")

    def test_a_check_that_is_not_of_the_language_is_an_error(self):
        for text in ("", "count aws_vpc", "count aws_vpc = 0", "each aws_vpc id set", "every aws_vpc cidr_block",
                     "every aws_vpc cidr_block = x", "every aws_vpc cidr_block matches x", "absent aws_vpc now",
                     "every aws_vpc id lacks 3"):
            with self.subTest(text), self.assertRaises(ledger.LedgerError):
                check(text)
        with self.assertRaises(ledger.LedgerError):
            ledger.read_checks("staging: count aws_vpc = 1")

    def test_both_is_a_check_of_each_environment(self):
        checks = ledger.read_checks('both: every aws_vpc tags.Name = "{env}"')
        self.assertEqual([(c.scope, c.test.operand) for c in checks], [("dev", "dev"), ("prod", "prod")])


class Ledgers(unittest.TestCase):
    def errors(self, text):
        return ledger.read_ledger(text, IDS)[1]

    def test_every_id_stands_there_once(self):
        good = "S-1 shown\n  dev: count aws_vpc = 1\nS-2 open: later\n"
        self.assertEqual(self.errors(good), [])
        self.assertEqual(self.errors("S-1 open: later\n"), ["S-2 is missing"])
        self.assertEqual(self.errors(good + "S-2 open: later\n"), ["line 4: S-2 stands here twice"])
        self.assertEqual(self.errors(good + "S-3 open: later\n"), ["line 4: S-3 is no id of the sheet"])

    def test_shown_wants_a_check_and_the_others_a_reason(self):
        self.assertIn("line 1: S-1 has no check", self.errors("S-1 shown\nS-2 open: later\n"))
        self.assertTrue(self.errors("S-1 shown: see there\n  dev: count aws_vpc = 1\nS-2 open: later\n"))
        self.assertTrue(self.errors("S-1 open\nS-2 open: later\n"))
        self.assertTrue(self.errors("S-1 open: later\n  dev: count aws_vpc = 1\nS-2 open: later\n"))
        self.assertTrue(self.errors("S-1 done: yes\nS-2 open: later\n"))

    def test_a_figure_names_cases_that_are_there(self):
        def missing(reason):
            return ledger.missing_cases(ledger.read_ledger("S-1 figure: %s\nS-2 open: later\n" % reason, IDS)[0], {"one", "two"})
        self.assertEqual(missing("case one, case two"), [])
        self.assertEqual(missing("case one, case three"), ["line 1: case three: there is no such case"])
        self.assertEqual(missing("it was seen"), ["line 1: it was seen: not `case NAME`"])

    def judge(self, line):
        return [message for _row, message in
                ledger.judge(ledger.read_ledger("S-1 shown\n  %s\nS-2 open: later\n" % line, IDS)[0], system())]

    def test_a_row_that_fails_says_what_was_expected_and_found(self):
        self.assertEqual(self.judge("dev: count aws_vpc = 1"), [])
        self.assertEqual(self.judge("dev: count aws_vpc = 2"),
                         ["expected  dev: count aws_vpc = 2\n    found     1"])
        self.assertIn("no plan of prod", self.judge("prod: absent aws_vpc")[0])
        self.assertIn("cannot fail", self.judge("dev: every aws_vpc cidr_block matches /.*/")[0])


if __name__ == "__main__":
    unittest.main(verbosity=0)
