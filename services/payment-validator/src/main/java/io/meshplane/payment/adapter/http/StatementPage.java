package io.meshplane.payment.adapter.http;

import io.meshplane.payment.StatementFlow.Signed;
import io.meshplane.payment.domain.statement.Statement;
import io.meshplane.payment.domain.statement.Statement.Line;
import java.util.Base64;

/** A statement to print: one page of HTML that needs nothing else. All it shows are ids, numbers and instants. */
final class StatementPage {
    static String of(Signed signed) {
        Statement statement = signed.statement();
        StringBuilder page = new StringBuilder("""
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>Statement</title><style>
            body{font:11pt sans-serif;margin:2cm}table{border-collapse:collapse;width:100%%}
            td,th{border-bottom:1px solid #999;padding:.2em .5em;text-align:left;font-size:8pt}
            .n{text-align:right;font-variant-numeric:tabular-nums}code{word-break:break-all;font-size:7pt}
            </style></head><body>
            <h1>Statement</h1>
            <p>Network %s, node %s<br>%s to %s (UTC)<br>Base units of %s</p>
            <table><tr><th>Account</th><th>Other account</th><th>Why</th><th class="n">Transfers</th>
            <th class="n">Credits</th><th class="n">Debits</th></tr>
            <tr><td colspan="4">Opening</td><td class="n" colspan="2">%s</td></tr>
            """.formatted(
                        statement.network(),
                        statement.node(),
                        statement.from(),
                        statement.to(),
                        statement.asset(),
                        statement.opening()));
        for (Line line : statement.lines()) {
            page.append("""
            <tr><td>%s</td><td>%s</td><td>%s</td><td class="n">%d</td><td class="n">%s</td><td class="n">%s</td></tr>
            """.formatted(
                            line.own(), line.other(), line.code(), line.transfers(), line.credits(), line.debits()));
        }
        String signature = Base64.getEncoder().encodeToString(signed.signature());
        return page.append("""
            <tr><td colspan="4">Closing</td><td class="n" colspan="2">%s</td></tr></table>
            <p>Signed with Ed25519 key %s over the JSON of this statement:<br><code>%s</code></p>
            </body></html>
            """.formatted(statement.closing(), signed.keyId(), signature))
                .toString();
    }

    private StatementPage() {}
}
