@essential
Feature: A cluster tells how it is
  Whoever runs a cluster must be able to see at a glance whether it serves, whether it can lose
  another member, and which of its members needs help.

  Rule: Every member that can reach a quorum is healthy

    Scenario: All turtles are up
      Given a healthy lab of 3 turtles
      Then within 5 seconds every turtle is healthy
      And within 5 seconds labctl says "cluster is healthy"

  Rule: One lost member of three harms nobody else

    Scenario: One turtle is killed
      Given a healthy lab of 3 turtles
      When turtle2 is killed
      Then within 10 seconds turtle1 is healthy
      And within 10 seconds turtle3 is healthy
      And within 10 seconds labctl says "cluster is degraded"

  Rule: Without a quorum nobody claims to be healthy

    Scenario: Two of three turtles are killed
      Given a healthy lab of 3 turtles
      When turtle2 and turtle3 are killed
      Then within 10 seconds turtle1 answers that it is unhealthy
      And within 10 seconds labctl says "cluster is unhealthy"

  Rule: A quorum that comes back serves again by itself

    Scenario: The lost turtles return
      Given a healthy lab of 3 turtles
      And turtle2 and turtle3 are killed
      When the lab is healed
      Then within 10 seconds every turtle is healthy
      And within 5 seconds labctl says "cluster is healthy"
