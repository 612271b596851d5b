# etcd 3.4.23 itself cannot be found by plain SRV records: it forgets them when their look-up succeeds.
@only-turtled @only-local
Feature: A cluster finds itself in DNS
  One list of members, in one place that everybody can ask. It is only read when a cluster starts, so
  it must be whole before the first node looks.

  Rule: No node starts before every resolver sees every record

    Scenario: Three nodes are published and started together
      Given a name server for the lab's domain
      When a cluster of 3 is created by DNS
      Then the domain leads to one cluster with 3 members
      And a client that knows only the domain finds 3 endpoints

    Scenario: One node's resolver lags behind
      Given a name server that the second node sees 3 seconds late
      When a cluster of 3 is created by DNS
      Then the domain leads to one cluster with 3 members

  Rule: A step that fails leaves nothing behind

    Scenario: DNS never gets ready
      Given a name server that the second node sees 90 seconds late
      When a cluster of 3 is created by DNS with 2 seconds for DNS
      Then the creation fails: "DNS is not ready after 2 s"
      And the domain is empty

  Rule: Whoever starts early founds a cluster of its own

    Scenario: Nodes are published and started one by one
      Given a name server for the lab's domain
      When a cluster of 3 is created by DNS, one node after the other
      Then within 5 seconds labctl finds "split bootstrap"
