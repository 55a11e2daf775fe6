namespace Picket.Core;

/// <summary>The <c>stage</c> of an audit event.</summary>
public enum AuditStage { Unknown, RequestReceived, ResponseStarted, ResponseComplete, Panic }

/// <summary>The <c>level</c> of an audit event.</summary>
public enum AuditLevel { Unknown, None, Metadata, Request, RequestResponse }

/// <summary>What kind of identity acted. <c>System</c> is a control-plane component; <c>Person</c> any other name.</summary>
public enum ActorKind { Unknown, Person, ServiceAccount, Node, System, Anonymous }
