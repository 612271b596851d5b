Feature: A lease ends in time, and never before
  Who is gone leaves nothing behind for long; who is there keeps what is his.

  Rule: A lease that nobody keeps alive ends, and takes its keys

    Scenario: Nobody keeps it alive
      Given a healthy lab of 3 turtles
      And Ada has put "seat/1" and "seat/2" under a lease of 3 seconds
      Then within 10 seconds "seat/1" and "seat/2" are gone together

  Rule: A lease that is kept alive does not end

    Scenario: Ada keeps it alive for longer than it was granted for
      Given a healthy lab of 3 turtles
      And Ada has put "desk/1" and "desk/2" under a lease of 3 seconds
      When Ada keeps the lease alive
      Then for 6 seconds "desk/1" and "desk/2" stay
      When Ada stops keeping it alive
      Then within 10 seconds "desk/1" and "desk/2" are gone together

  Rule: An election never shortens a lease

    Scenario: The leader is killed
      Given a healthy lab of 3 turtles
      And Ada has put "room/1" and "room/2" under a lease of 5 seconds
      When the leader is killed
      Then for 4 seconds "room/1" and "room/2" stay
      And within 20 seconds "room/1" and "room/2" are gone together

  Rule: A lease that is given back takes its keys at once

    Scenario: Ada gives it back
      Given a healthy lab of 3 turtles
      And Ada has put "coat/1" and "coat/2" under a lease of 600 seconds
      When Ada gives the lease back
      Then within 2 seconds "coat/1" and "coat/2" are gone together
