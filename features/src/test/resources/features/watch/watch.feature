Feature: A watch tells everything, once and in order
  Whoever follows keys builds on it: what was told is all that happened, whatever happened meanwhile.

  Rule: Every change is told once and in order, whoever dies

    Scenario: The leader is killed while Ada watches
      Given a healthy lab of 3 turtles
      And Ada watches everything under "news/"
      When Bob puts 20 keys under "news/"
      And the leader is killed
      And Bob puts 20 keys under "news/later/"
      Then within 15 seconds Ada has been told all changes under "news/", each once and in order

    Scenario: The turtle that serves Ada is killed
      Given a healthy lab of 3 turtles
      And Ada watches everything under "tales/" at turtle1, or elsewhere when it is lost
      When Bob puts 20 keys under "tales/"
      And turtle1 is killed
      And Bob puts 20 keys under "tales/later/"
      Then within 15 seconds Ada has been told all changes under "tales/", each once and in order

  Rule: Whoever comes late is told what was missed

    Scenario: A watch begins in the past
      Given a healthy lab of 3 turtles
      And Bob has put 10 keys under "past/"
      When Ada watches everything under "past/" from before that
      Then within 5 seconds Ada has been told all changes under "past/", each once and in order

  Rule: What is forgotten is not passed over in silence

    Scenario: A watch begins before the oldest revision that is kept
      Given a healthy lab of 3 turtles
      And Bob has put 10 keys under "old/"
      And the past is compacted
      When Ada watches everything under "old/" from before that
      Then within 5 seconds Ada is told that the past has been compacted
