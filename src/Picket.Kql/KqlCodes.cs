namespace Picket.Kql;

/// <summary>The stable codes of KQL errors.</summary>
public static class KqlCodes
{
    /// <summary>The text, its nesting or its plan is over a bound of <see cref="KqlLimits"/>.</summary>
    public const string TooLarge = "PKT1001";

    /// <summary>A character that KQL does not have.</summary>
    public const string BadCharacter = "PKT1002";

    /// <summary>A string, name or literal that does not end.</summary>
    public const string Unterminated = "PKT1003";

    /// <summary>A literal whose text its type does not understand.</summary>
    public const string BadLiteral = "PKT1004";

    /// <summary>Something else was expected here.</summary>
    public const string Unexpected = "PKT1005";

    /// <summary>An operator, statement or option that Picket does not know yet.</summary>
    public const string UnsupportedOperator = "PKT1006";

    /// <summary>No such column.</summary>
    public const string UnknownColumn = "PKT1101";

    /// <summary>No such table.</summary>
    public const string UnknownTable = "PKT1102";

    /// <summary>No such function, or one that Picket does not know yet.</summary>
    public const string UnknownFunction = "PKT1103";

    /// <summary>Too few or too many arguments.</summary>
    public const string ArgumentCount = "PKT1104";

    /// <summary>Types that do not go together.</summary>
    public const string TypeMismatch = "PKT1105";

    /// <summary>A table where a value is wanted, or the other way round.</summary>
    public const string TableOrValue = "PKT1106";

    /// <summary>Two columns of the same name.</summary>
    public const string DuplicateColumn = "PKT1107";

    /// <summary>A value that must be a constant is none, or is out of bounds.</summary>
    public const string BadConstant = "PKT1108";

    /// <summary>A table or function of another place than this store: another cluster, workspace or application.</summary>
    public const string Elsewhere = "PKT1110";

    /// <summary>A declared query parameter without a value, or with one that its type does not understand.</summary>
    public const string QueryParameter = "PKT1111";

    /// <summary>A function that calls itself.</summary>
    public const string Recursion = "PKT1112";

    /// <summary><c>assert()</c> of something false.</summary>
    public const string AssertionFailed = "PKT1113";

    /// <summary>Warning: a <c>set</c> option that changes nothing here.</summary>
    public const string IgnoredOption = "PKT1301";

    /// <summary>Warning: several queries in one text; only the last gives the result.</summary>
    public const string SeveralQueries = "PKT1302";

    /// <summary>Warning: a value was given for a parameter that the query does not declare.</summary>
    public const string UndeclaredParameter = "PKT1303";

    /// <summary>Warning: <c>=</c> where probably <c>==</c> is meant.</summary>
    public const string NamedPredicate = "PKT1304";

    /// <summary>Warning: a step into a text, which is read as JSON for it.</summary>
    public const string TextAsJson = "PKT1306";

    /// <summary>Warning: what a function of another service knows is not here; its columns are empty.</summary>
    public const string NotKnownHere = "PKT1307";

    /// <summary>Warning: a table of <c>union isfuzzy=true</c> does not exist and is left out.</summary>
    public const string LeftOut = "PKT1305";

    /// <summary>An aggregate outside of <c>summarize</c>, or none where one is wanted.</summary>
    public const string Aggregate = "PKT1109";

    /// <summary>A step of the run looks at more than it may.</summary>
    public const string RunTooLarge = "PKT1204";

    /// <summary>A function that looks at neighbouring rows, where rows have no order.</summary>
    public const string NotSerialized = "PKT1121";

    /// <summary>A plug-in of <c>evaluate</c> that does not exist, is not allowed, or is called wrongly.</summary>
    public const string Plugin = "PKT1122";

    /// <summary>The run would hold more rows in memory than it may.</summary>
    public const string TooManyRowsHeld = "PKT1201";

    /// <summary>External data is not allowed here.</summary>
    public const string ExternalDataRefused = "PKT1202";

    /// <summary>A value that only the run knows is out of bounds.</summary>
    public const string BadRunValue = "PKT1203";

    /// <summary>A value would grow larger than one value may.</summary>
    public const string ValueTooLarge = "PKT1205";
}
