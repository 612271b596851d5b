Feature: Keys in the language of etcd's second API
  Keys are files in directories here; they may go away by themselves, and people may wait for them.

  Rule: A key with a time to live goes away

    Scenario: Nobody refreshes it
      Given a healthy lab of 3 turtles
      And Ada has set "/session" = "here" for 1 second at turtle1
      Then within 10 seconds Bob finds no "/session" at turtle2

  Rule: Who waits for a key is told of its change, and misses nothing

    Scenario: The change comes while he waits at another turtle
      Given a healthy lab of 3 turtles
      And Ada has set "/door" = "shut" at turtle1
      When Bob begins to wait for "/door" at turtle2
      And Ada sets "/door" = "open" at turtle1
      Then within 10 seconds Bob hears "open"

    Scenario: The change came while he was away
      Given a healthy lab of 3 turtles
      And Ada has set "/window" = "shut" at turtle1
      And Ada has set "/window" = "open" at turtle1
      When Bob asks turtle3 for the change of "/window" that was missed
      Then within 10 seconds Bob hears "open"

  Rule: Of two who replace the same value, one wins

    Scenario: Two want the same office
      Given a healthy lab of 3 turtles
      And Ada has set "/office" = "vacant" at turtle1
      When Ada replaces "vacant" by "Ada" in "/office" at turtle2
      And Bob replaces "vacant" by "Bob" in "/office" at turtle3
      Then Ada was told "done"
      And Bob was told "Compare failed"

  Rule: Keys that are added in order keep it

    Scenario: Two stand in one queue
      Given a healthy lab of 3 turtles
      When Ada adds "first" to "/queue" at turtle1
      And Bob adds "second" to "/queue" at turtle2
      And Ada adds "third" to "/queue" at turtle3
      Then Bob lists "first, second, third" in "/queue" at turtle1

  Rule: A directory goes with all below it, if one says so

    Scenario: It is not empty
      Given a healthy lab of 3 turtles
      And Ada has set "/house/kitchen/table" = "wood" at turtle1
      When Ada removes the directory "/house" at turtle2
      Then Ada was told "Directory not empty"
      When Ada removes "/house" with all below it at turtle3
      Then Ada was told "done"
      And within 10 seconds Bob finds no "/house/kitchen/table" at turtle1
