package turtlelab.node.peer.http;

import java.util.Optional;
import turtlelab.node.state.Rejection;

/** How one member tells another why it did not promote a learner: etcd's status codes and texts. */
final class PromotionTexts {
    private static final String NOT_READY =
            "etcdserver: can only promote a learner member which is in sync with leader";
    private static final String NOT_A_LEARNER = "etcdserver: can only promote a learner member";
    private static final String NOT_FOUND = "membership: ID not found";
    private static final String NOT_ENOUGH =
            "etcdserver: re-configuration failed due to not enough started members";

    private PromotionTexts() {}

    /** Status code and text. */
    record Wire(int status, String text) {}

    static Wire of(Rejection rejection) {
        if (rejection == Rejection.LEARNER_NOT_READY) {
            return new Wire(412, NOT_READY);
        }
        if (rejection == Rejection.NOT_A_LEARNER) {
            return new Wire(412, NOT_A_LEARNER);
        }
        return rejection == Rejection.MEMBER_NOT_FOUND
                ? new Wire(404, NOT_FOUND)
                : new Wire(500, NOT_ENOUGH);
    }

    /** The reason behind a status code and text; empty when it is none of them. */
    static Optional<Rejection> read(int status, String text) {
        if (status == 404) {
            return Optional.of(Rejection.MEMBER_NOT_FOUND);
        }
        return switch (text.strip()) {
            case NOT_READY -> Optional.of(Rejection.LEARNER_NOT_READY);
            case NOT_A_LEARNER -> Optional.of(Rejection.NOT_A_LEARNER);
            case NOT_ENOUGH -> Optional.of(Rejection.NOT_ENOUGH_STARTED_MEMBERS);
            default -> Optional.empty();
        };
    }
}
