@essential
Feature: Killing turtles loses nothing
  What was acknowledged stays, whoever dies; and nobody is told old news as if it were new.

  Rule: What was acknowledged outlives the leader

    Scenario: The leader is killed
      Given a healthy lab of 3 turtles
      And Ada has put 50 keys
      When the leader is killed
      Then within 5 seconds the others agree on a new leader
      When the lab is healed
      Then within 10 seconds everything that Ada put is readable at every turtle

  Rule: A leader that was asleep does not answer from the past

    @needs-pause
    Scenario: The paused leader is asked and goes on
      Given a healthy lab of 3 turtles
      And Ada has put "colour" = "red"
      When the leader is paused
      Then within 5 seconds the others agree on a new leader
      And within 10 seconds a put of "colour" = "blue" by Ada is acknowledged
      When Bob asks the paused leader for "colour", which then goes on
      Then the answer that Bob got is not "red"

  Rule: A minority cannot acknowledge writes

    Scenario: One turtle of three is left
      Given a healthy lab of 3 turtles
      And Ada has put "colour" = "red"
      When turtle1 and turtle2 are killed
      And Ada tries to put "shape" = "round" at turtle3
      Then "shape" was not acknowledged to Ada
      And Ada still reads what turtle3 has stored of "colour": "red"

  Rule: What was acknowledged outlives a power cut

    Scenario: All turtles are killed at once and start again
      Given a healthy lab of 3 turtles
      And Ada has put 50 keys
      When every turtle is killed
      And the lab is healed
      Then within 10 seconds everything that Ada put is readable at every turtle

  Rule: A member that lost its disk may not come back as if it remembered

    Scenario: A wiped turtle joins again as a new member
      Given a healthy lab of 3 turtles
      And Ada has put 50 keys
      And turtle3 has lost its disk
      When turtle3 is started as if nothing had happened
      Then within 10 seconds turtle3 has stopped by itself
      And its log says "has already been bootstrapped"
      When turtle3 is removed, added again and started as a new member
      Then within 20 seconds every turtle is healthy
      And within 5 seconds everything that Ada put is readable at turtle3
