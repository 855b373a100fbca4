package io.meshplane.launcher.demo;

import io.meshplane.contracts.signature.NodeKey;
import io.meshplane.launcher.Http.Answer;
import java.io.IOException;

/** A neighbour's router joins with a single-use token. */
final class EnrolmentChapter {

    static Router tell(Story story, World world) throws IOException, DidNotHappenException {
        story.chapter("A neighbour's router joins");
        Router neighbour = newRouter("neighbour");
        String token = enrol(story, world, neighbour);
        story.say("It made an Ed25519 key of its own, signed its request with it, and is now " + neighbour.id() + ".");
        story.say("Its wallet signed, too: what that wallet pays is credited to this router.");

        Answer again = newRouter("stranger").enrol(world, token);
        story.require(
                again.status() == 403, "a second use of the token is refused, but it was answered " + again.status());
        story.say("Another router tries the same token: refused, \""
                + again.json().text("detail") + "\".");
        tellSquatting(story, world, neighbour);
        return neighbour;
    }

    /** Somebody with a good token names the neighbour's wallet. */
    private static void tellSquatting(Story story, World world, Router neighbour)
            throws IOException, DidNotHappenException {
        String token = world.operator().enrolmentToken(world.url("registry"), world.fact("network"), "CLIENT");
        Answer answer = newRouter("squatter").enrol(world, token, neighbour.wallet());
        story.require(
                answer.status() == 400 && answer.json().text("field").equals("paymentSignature"),
                "a wallet of somebody else is refused, but the registry answers " + answer.status() + " "
                        + answer.body());
        story.say("A third one, with a good token, names the neighbour's wallet: refused, it cannot sign for it.");
    }

    /** Enrols a router. @return the token that it used up */
    static String enrol(Story story, World world, Router router) throws IOException, DidNotHappenException {
        String token = world.operator().enrolmentToken(world.url("registry"), world.fact("network"), "CLIENT");
        Answer answer = router.enrol(world, token);
        story.require(
                answer.status() == 201
                        && answer.json().text("nodeId").equals(router.id().value()),
                "the registry takes the router " + router.name() + ", but it answers " + answer.status() + " "
                        + answer.body());
        return token;
    }

    static Router newRouter(String name) {
        return new Router(name, NodeKey.generate(), DevelopmentChain.newWallet());
    }

    private EnrolmentChapter() {}
}
