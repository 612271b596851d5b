Feature: A lock has one holder
  Two never hold it at once, and nobody waits for ever for one who is gone.

  Rule: Who asks for a lock that is held waits for it

    Scenario: The holder gives it back
      Given a healthy lab of 3 turtles
      And Ada holds the lock "press"
      When Bob asks for the lock "press"
      Then for 2 seconds Bob does not get it
      When Ada gives the lock back
      Then within 5 seconds Bob holds the lock

  Rule: The next in line gets it when the holder dies

    Scenario: The holder dies without a word
      Given a healthy lab of 3 turtles
      And Ada holds the lock "oven" and would be missed after 3 seconds
      When Bob asks for the lock "oven"
      And Ada dies
      Then within 15 seconds Bob holds the lock

  Rule: An election takes no lock away

    Scenario: The leader is killed while one holds the lock and one waits
      Given a healthy lab of 3 turtles
      And Ada holds the lock "kiln"
      And Bob waits for the lock "kiln"
      When the leader is killed
      Then for 3 seconds Bob does not get it
      When Ada gives the lock back
      Then within 20 seconds Bob holds the lock
