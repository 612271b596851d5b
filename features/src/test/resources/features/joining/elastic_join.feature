Feature: A node makes its own place in a cluster
  Machines come and go, and so do their addresses and disks. A node that joins by a strategy finds
  the members, makes the entry it needs, and never puts the quorum at risk; what it prints starts
  our node and the real etcd alike.

  Rule: Whoever knows the discovery URL needs to know nothing else

    Scenario: Three meet at a discovery service, and a fourth comes when there is room
      Given 3 turtles that were started with a discovery URL and nothing else
      Then they are one cluster of 3, and 3 are registered
      When one more knocks there by the strategy "replace", with room for 3
      Then it is sent away: "full cluster and no dead member"
      When one more knocks there by the strategy "add", with room for 5
      Then they are one cluster of 4, and 4 are registered

  Rule: A wiped node takes the place of its former self

    Scenario: turtle2 comes back with an empty disk
      Given a healthy lab of 3 turtles
      And Ada has put "colour" = "red"
      And turtle2 has lost its disk
      When turtle2 joins by the strategy "replace"
      Then within 20 seconds every turtle is healthy
      And within 5 seconds Ada reads "colour" = "red" at turtle2
      And the cluster has 3 voting members

  Rule: A full cluster takes nobody in, and a dead member's place only when it is dead

    Scenario: A fourth turtle knocks at a cluster of three
      Given a healthy lab of 3 turtles
      When turtle4 tries to join a cluster of at most 3 by the strategy "replace"
      Then joining is refused: "full cluster and no dead member"
      And the cluster has 3 voting members

  Rule: Whoever cannot be helped is told, and nothing is changed

    Scenario: The quorum is lost
      Given a healthy lab of 3 turtles
      And turtle2 and turtle3 are killed
      When turtle4 tries to join a cluster of at most 3 by the strategy "prune"
      Then joining is refused: "A new node cannot join now."
      When the lab is healed
      Then the cluster has 3 voting members
