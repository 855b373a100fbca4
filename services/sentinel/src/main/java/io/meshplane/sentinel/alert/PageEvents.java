package io.meshplane.sentinel.alert;

import io.meshplane.contracts.event.AlertPage;
import io.meshplane.contracts.event.AlertPageKind;
import io.meshplane.contracts.event.AlertPageState;
import io.meshplane.sentinel.domain.Label;
import io.meshplane.sentinel.domain.alert.Page;
import java.time.Instant;

/** Pages of the domain as parts of the contract's events, and back. */
final class PageEvents {

    static AlertPage toEvent(Page page) {
        AlertPage.Builder value = AlertPage.newBuilder()
                .setPageId(page.id())
                .setEpisode(page.episode())
                .setKind(toEvent(page.kind()))
                .setStep(page.step())
                .setContact(page.contact().value())
                .setDecidedAtMs(page.decidedAt().toEpochMilli())
                .setState(toEvent(page.state()))
                .setAttempts(page.attempts())
                .setNextAtMs(page.nextAt().toEpochMilli())
                .setLastFailure(page.lastFailure());
        if (page.settledAt() != null) value.setSettledAtMs(page.settledAt().toEpochMilli());
        return value.build();
    }

    static Page toPage(AlertPage event) {
        return new Page(
                event.getPageId(),
                event.getEpisode(),
                toKind(event.getKind()),
                event.getStep(),
                new Label(event.getContact()),
                Instant.ofEpochMilli(event.getDecidedAtMs()),
                toState(event.getState()),
                event.getAttempts(),
                Instant.ofEpochMilli(event.getNextAtMs()),
                event.getLastFailure(),
                event.hasSettledAtMs() ? Instant.ofEpochMilli(event.getSettledAtMs()) : null);
    }

    private static AlertPageKind toEvent(Page.Kind kind) {
        return switch (kind) {
            case PAGE -> AlertPageKind.ALERT_PAGE_KIND_PAGE;
            case ALL_CLEAR -> AlertPageKind.ALERT_PAGE_KIND_ALL_CLEAR;
        };
    }

    private static Page.Kind toKind(AlertPageKind event) {
        return switch (event) {
            case ALERT_PAGE_KIND_PAGE -> Page.Kind.PAGE;
            case ALERT_PAGE_KIND_ALL_CLEAR -> Page.Kind.ALL_CLEAR;
            case ALERT_PAGE_KIND_UNSPECIFIED, UNRECOGNIZED -> throw new IllegalArgumentException("kind of page");
        };
    }

    private static AlertPageState toEvent(Page.State state) {
        return switch (state) {
            case WAITING -> AlertPageState.ALERT_PAGE_STATE_WAITING;
            case DELIVERED -> AlertPageState.ALERT_PAGE_STATE_DELIVERED;
            case GIVEN_UP -> AlertPageState.ALERT_PAGE_STATE_GIVEN_UP;
            case NEEDLESS -> AlertPageState.ALERT_PAGE_STATE_NEEDLESS;
        };
    }

    private static Page.State toState(AlertPageState event) {
        return switch (event) {
            case ALERT_PAGE_STATE_WAITING -> Page.State.WAITING;
            case ALERT_PAGE_STATE_DELIVERED -> Page.State.DELIVERED;
            case ALERT_PAGE_STATE_GIVEN_UP -> Page.State.GIVEN_UP;
            case ALERT_PAGE_STATE_NEEDLESS -> Page.State.NEEDLESS;
            case ALERT_PAGE_STATE_UNSPECIFIED, UNRECOGNIZED -> throw new IllegalArgumentException("state of a page");
        };
    }

    private PageEvents() {}
}
