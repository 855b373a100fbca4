package io.meshplane.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.launcher.Http.Answer;
import org.junit.jupiter.api.Test;

class HealthTest {
    @Test
    void namesTheChecksThatAreDownWithWhatTheySay() {
        Answer health = new Answer(503, """
                {"status":"DOWN","checks":[
                  {"name":"database","status":"UP"},
                  {"name":"schema","status":"DOWN"},
                  {"name":"events","status":"DOWN","data":{"reading":"nodes.v1","waitingEvents":0}}]}""");

        assertThat(Health.complaints(health)).isEqualTo("schema; events (reading nodes.v1)");
    }

    @Test
    void saysTheStatusWhereThereIsNothingToRead() {
        assertThat(Health.complaints(new Answer(500, "<html>"))).isEqualTo("health says 500");
    }

    @Test
    void saysWhatAnAgentIsAt() {
        Answer status = new Answer(200, """
                {"enrolled":false,"healthy":false,"lastError":"no answer: Connection refused","spoolBatches":0}""");

        assertThat(Health.agentComplaint(status)).isEqualTo("enrols, no answer: Connection refused");
    }

    @Test
    void countsTheNodesOfAMeshThatAreInTrouble() {
        Answer status = new Answer(200, """
                {"enrolled":1,"nodes":[
                  {"enrolled":true,"healthy":true,"lastError":""},
                  {"enrolled":true,"healthy":false,"lastError":"503 busy"},
                  {"enrolled":false,"healthy":false,"lastError":""}]}""");

        assertThat(Health.agentComplaint(status)).isEqualTo("2 of 3 nodes: ships its first batch, 503 busy");
    }
}
