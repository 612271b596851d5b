@only-turtled @only-local
Feature: Hosts make a cluster of themselves
  Whoever starts a host should not have to think about members. A host that knows of another one
  volunteers; the leader makes as many volunteers members as are wanted, one at a time and never at
  the risk of the quorum; the others wait.

  Rule: As many hosts as wanted are members, and the others wait

    Scenario: Four terminals, as in the post
      Given 4 hosts that volunteer for a cluster of 3
      Then within 60 seconds h1, h2 and h3 are members
      And h4 waits as a volunteer
      When the operator asks for 4 members
      Then within 60 seconds 4 hosts are members
      When the operator asks for 3 members
      Then within 60 seconds 3 hosts are members

  Rule: A size that makes no sense changes nothing

    Scenario: The size that used to be cut down to three
      Given 4 hosts that volunteer for a cluster of 3
      When somebody writes 65539 where the size is kept
      Then within 10 seconds the operator is told that "65539 members are not possible"
      And 3 hosts are members

  Rule: Whoever dies is replaced by whoever waits

    Scenario: The host that leads is killed
      Given 4 hosts that volunteer for a cluster of 3
      When the leading host is killed
      Then within 60 seconds 3 other hosts are members
