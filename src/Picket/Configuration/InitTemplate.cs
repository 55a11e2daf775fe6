namespace Picket.Configuration;

/// <summary>What <c>picket init</c> writes: every option with its default, commented out, and what it is for.</summary>
public static class InitTemplate
{
    /// <summary>The text of a new <c>picket.yaml</c>.</summary>
    public const string Text =
        """
        # Configuration of Picket. Everything has a default: a line that begins with '#' and a word shows it.
        # Relative paths start at this file's folder. Times: 30s, 15m, 12h, 365d. Sizes: 512KiB, 64MiB.
        # Secrets are never written here, only where they stand: file:PATH or env:NAME.

        # Where everything is kept.
        data: data

        # Console, API and audit webhook. Beyond this machine a token is required.
        server:
          listen: 127.0.0.1:8480
          #tokenRef: env:PICKET_TOKEN
          #allowedHosts: [picket.example.org]
          #certificateFile: /etc/picket/tls.crt
          #keyFile: /etc/picket/tls.key

        # Where audit events come from.
        sources:
          # Audit log files of an API server, followed through rotation.
          - name: audit-file
            kind: auditFile
            cluster: my-cluster
            paths: [/var/log/kubernetes/audit/*.log]
            #follow: true
            # Silence longer than this is a gap; without it, that of 'health' holds.
            #silenceAfter: 15m

          # What an API server with --audit-webhook-config-file posts to https://HOST:PORT/audit/webhook/CLUSTER.
          #- name: audit-webhook
          #  kind: auditWebhook
          #  cluster: my-cluster
          #  tokenRef: file:/etc/picket/webhook-token
          #  clientCaFile: /etc/picket/apiserver-ca.crt
          #  maxBody: 64MiB

        # What belongs to the cardholder data environment: findings there are more severe.
        cde:
          clusters: []
          namespaces: []
          #labels: ["pci-scope=cde", "team in (cards, ledger)"]

        # PCI DSS 10.5.1 asks for twelve months; all that is kept can be queried.
        storing:
          retention: 365d
          #sealAfter: 15m

        detecting:
          # Folders with rules of your own, beside those that Picket ships.
          rules: []
          # Rules to leave out, by id.
          disabled: []

        alerting:
          # A finding this long after an alert's latest one opens a new alert.
          groupGap: 24h
          # More new alerts of one rule in a minute are sent as one summary.
          #floodLimit: 20
          #maxCachedAlerts: 20000

          # Who hears of alerts. What is sent: docs/reference/webhook.md.
          outputs: []
          #outputs:
          #  - name: soc
          #    kind: webhook
          #    url: https://soc.example.org/hooks/picket
          #    allowPlainHttp: false
          #    secretRef: file:/etc/picket/webhook-key
          #    headers:
          #      Authorization: env:SOC_AUTHORIZATION
          #    caFile: /etc/picket/soc-ca.crt
          #    minSeverity: low
          #    timeout: 10s
          #    firstRetry: 1s
          #    maxRetry: 5m
          #    maxAttempts: 1000
          #    maxAge: 3d

        # What a query may ask for, and what it may read besides the tables.
        query:
          timeout: 10m
          #maxRows: 500000
          #maxBytes: 64MB
          #memoryLimit: 512MiB
          # A folder of CSV files that queries call by _GetWatchlist('name').
          #watchlists: /etc/picket/watchlists
          # Folders with saved queries of your own, beside those that Picket ships.
          saved: []
          # From where externaldata may read: hosts by HTTPS, and folders. Nowhere, unless named.
          #externalData:
          #  hosts: [lists.example.org]
          #  folders: [/etc/picket/lists]
          #  maxBytes: 32MiB
          #  timeout: 30s

        # A source that delivers nothing for longer than this has a gap (PCI DSS 10.7.2).
        health:
          silenceAfter: 15m

        """;
}
