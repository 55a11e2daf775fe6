using Picket.Kql;

namespace Picket.Tests.Kql.Functions;

public sealed class MiscFunctionTests
{
    private const string Edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36 Edg/120.0.2210";
    private const string Phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 16_2_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.2 Mobile/15E148 Safari/604.1";
    private const string Samsung = "Mozilla/5.0 (Linux; Android 13; SM-G991B) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/112.0.5615 Mobile Safari/537.36";

    [Theory]
    [InlineData("convert_angle(180, 'Degree', 'Radian')", "3.14159265358979")]
    [InlineData("convert_angle(1.5, 'degree', 'ArcMinute')", "90.0")]
    [InlineData("convert_angle(1, 'Degree', 'Furlong')", "null")]
    [InlineData("convert_energy(1, 'KilowattHour', 'Megajoule')", "3.6")]
    [InlineData("convert_energy(2, 'Calorie', 'Joule')", "8.368")]
    [InlineData("convert_force(1, 'KilogramForce', 'Newton')", "9.80665")]
    [InlineData("convert_force(1, 'Newton', '')", "null")]
    [InlineData("convert_length(1, 'Mile', 'Kilometer')", "1.609344")]
    [InlineData("convert_length(36, 'Inch', 'Yard')", "1.0")]
    [InlineData("convert_mass(1, 'Stone', 'Pound')", "14.0")]
    [InlineData("convert_mass(2.5, 'Tonne', 'Kilogram')", "2500.0")]
    [InlineData("convert_speed(36, 'KilometerPerHour', 'MeterPerSecond')", "10.0")]
    [InlineData("convert_speed(1, 'Knot', 'KilometerPerHour')", "1.852")]
    [InlineData("convert_volume(1, 'UsGallon', 'Liter')", "3.785411784")]
    [InlineData("convert_volume(8, 'ImperialPint', 'ImperialGallon')", "1.0")]
    [InlineData("convert_temperature(100, 'DegreeCelsius', 'DegreeFahrenheit')", "212.0")]
    [InlineData("convert_temperature(0, 'DegreeCelsius', 'Kelvin')", "273.15")]
    [InlineData("convert_temperature(100, 'DegreeCelsius', 'DegreeDelisle')", "0.0")]
    [InlineData("convert_temperature(100, 'DegreeCelsius', 'DegreeRoemer')", "60.0")]
    [InlineData("format_bytes(0)", "0 Bytes")]
    [InlineData("format_bytes(1536, 1)", "1.5 KB")]
    [InlineData("format_bytes(5000000)", "5 MB")]
    [InlineData("format_bytes(5000000, 2, 'KB')", "4882.81 KB")]
    [InlineData("format_bytes(5000000, 2, 'shoes')", "")]
    public void Values_change_their_unit(string expression, string expected) => Assert.Equal(expected, FunctionCall.Run(expression));

    [Theory]
    [InlineData("datetime_utc_to_local(datetime(2026-06-17 10:00), 'Europe/Vienna')", "2026-06-17T12:00:00.0000000Z")]
    [InlineData("datetime_utc_to_local(datetime(2026-01-17 10:00), 'US/Pacific')", "2026-01-17T02:00:00.0000000Z")]
    [InlineData("datetime_local_to_utc(datetime(2026-06-17 12:00), 'Europe/Vienna')", "2026-06-17T10:00:00.0000000Z")]
    [InlineData("datetime_utc_to_local(datetime(null), 'Europe/Vienna')", "null")]
    [InlineData("datetime_utc_to_local(datetime(0001-01-01), 'US/Pacific')", "null")]
    [InlineData("set_has_element(datetime_list_timezones(), 'Europe/Vienna')", "true")]
    public void Times_move_between_places(string expression, string expected) => Assert.Equal(expected, FunctionCall.Run(expression));

    [Theory]
    [InlineData("parse_user_agent('" + Edge + "', 'browser')", """{"Browser":{"Family":"Edge","MajorVersion":"120","MinorVersion":"0","Patch":"2210"}}""")]
    [InlineData("parse_user_agent('" + Edge + "', 'os')", """{"OperatingSystem":{"Family":"Windows","MajorVersion":"10","MinorVersion":"","Patch":"","PatchMinor":""}}""")]
    [InlineData("tostring(parse_user_agent('" + Phone + "', 'browser').Browser.Family)", "Mobile Safari")]
    [InlineData("parse_user_agent('" + Phone + "', dynamic(['os', 'device']))", """{"OperatingSystem":{"Family":"iOS","MajorVersion":"16","MinorVersion":"2","Patch":"1","PatchMinor":""},"Device":{"Family":"iPhone","Brand":"Apple","Model":"iPhone"}}""")]
    [InlineData("parse_user_agent('" + Samsung + "', 'device')", """{"Device":{"Family":"Samsung SM-G991B","Brand":"Samsung","Model":"SM-G991B"}}""")]
    [InlineData("parse_user_agent('" + Samsung + "', 'browser')", """{"Browser":{"Family":"Chrome Mobile","MajorVersion":"112","MinorVersion":"0","Patch":"5615"}}""")]
    [InlineData("tostring(parse_user_agent('kubectl/v1.29.3 (linux/amd64) kubernetes/6813625', dynamic(['browser', 'os'])).Browser.MajorVersion)", "1")]
    [InlineData("parse_user_agent('something else', dynamic(['browser', 'device']))", """{"Browser":{"Family":"Other","MajorVersion":"","MinorVersion":"","Patch":""},"Device":{"Family":"Other","Brand":"","Model":""}}""")]
    public void User_agents_are_known_by_patterns(string expression, string expected) => Assert.Equal(expected, FunctionCall.Run(expression));

    [Theory]
    [InlineData("estimate_data_size('abcd', 1, true)", "13")]
    [InlineData("estimate_data_size(int(1), guid(null), 'é')", "14")]
    [InlineData("rand() < 1.0", "true")]
    [InlineData("rand(5) in (0.0, 1.0, 2.0, 3.0, 4.0)", "true")]
    [InlineData("strlen(tostring(new_guid()))", "36")]
    public void Sizes_and_chance(string expression, string expected) => Assert.Equal(expected, FunctionCall.Run(expression));

    [Fact]
    public void The_size_of_a_row_is_that_of_all_its_columns()
    {
        var plan = KqlDatabase.Compile("print a = 'four', b = 1 | extend size = estimate_data_size(*) | project size");

        var row = Assert.Single(KqlEvaluator.Run(plan, new KqlRun { ReadTable = _ => [] }));

        Assert.Equal(12L, row[0]);
    }

    [Theory]
    [InlineData("current_principal()", "1: The function 'current_principal' is not supported. It asks who runs the query, which queries are not told here.")]
    [InlineData("table()", "1: The function 'table' is not known or not supported yet.")]
    [InlineData("extent_id()", "1: The function 'extent_id' is not supported. It asks about the pieces a service stores tables in; there are none here. Filter by time instead.")]
    [InlineData("datetime_utc_to_local(now(), 'Moon/Tranquility')", "30: 'Moon/Tranquility' is not a time zone. Zones are named as in 'Europe/Vienna'; datetime_list_timezones() lists them.")]
    [InlineData("parse_user_agent('x', 'shoe')", "23: Looked for are 'browser', 'os' and 'device', one as a text or several as an array.")]
    public void What_cannot_be_answered_is_refused_by_name(string expression, string expected) => Assert.Equal(expected, FunctionCall.Error(expression));
}
