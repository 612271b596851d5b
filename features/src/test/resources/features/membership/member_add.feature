Feature: A cluster grows by adding members
  A new voter counts in the quorum from the moment it is added, running or not. Growing from one
  turtle to two therefore takes the cluster down until the second one runs.

  @essential
  Rule: A new voter counts before it runs

    Scenario: The second of two members is not started yet
      Given a healthy lab of 1 turtle
      And Ada has put "one" = "uno"
      When the member turtle2 is added
      Then within 10 seconds turtle1 answers that it is unhealthy
      When Ada tries to put "two" = "dos" at turtle1
      Then "two" was not acknowledged to Ada

    Scenario: Starting the second member heals the cluster
      Given a healthy lab of 1 turtle
      And Ada has put "one" = "uno"
      And the member turtle2 is added
      When the new member turtle2 is started
      Then within 20 seconds every turtle is healthy
      And within 5 seconds Ada reads "one" = "uno" at turtle2

  @essential
  Rule: A learner counts only when it has caught up

    Scenario: The second of two members comes as a learner, and nobody waits for it
      Given a healthy lab of 1 turtle
      When turtle2 is added as a learner
      Then within 2 seconds a put of "one" = "uno" by Ada is acknowledged
      When the new member turtle2 is started
      And the learner turtle2 gets its vote
      Then within 20 seconds every turtle is healthy
      And within 5 seconds Ada reads "one" = "uno" at turtle2

  Rule: A cluster of five outlives any two of its members

    Scenario Outline: <one> and <other> are destroyed
      Given a lab that has grown from 1 turtle to 5, one member at a time
      When <one> and <other> are killed
      Then within 10 seconds a put of "<one>" = "<other>" by Ada is acknowledged
      When the lab is healed
      Then within 20 seconds everything that Ada put is readable at every turtle

      Examples: All ten pairs
        | one     | other   |
        | turtle1 | turtle2 |
        | turtle1 | turtle3 |
        | turtle1 | turtle4 |
        | turtle1 | turtle5 |
        | turtle2 | turtle3 |
        | turtle2 | turtle4 |
        | turtle2 | turtle5 |
        | turtle3 | turtle4 |
        | turtle3 | turtle5 |
        | turtle4 | turtle5 |

  Rule: A cluster of five does not outlive three of its members

    Scenario: Two are left
      Given a lab that has grown from 1 turtle to 5, one member at a time
      And Ada has put "colour" = "red"
      And within 10 seconds everything that Ada put is readable at every turtle
      When turtle1 and turtle2 are killed
      And turtle3 is killed
      And Ada tries to put "shape" = "round" at turtle4
      Then "shape" was not acknowledged to Ada
      And Ada still reads what turtle5 has stored of "colour": "red"
