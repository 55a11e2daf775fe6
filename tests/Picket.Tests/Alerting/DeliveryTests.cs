using Microsoft.AspNetCore.Http;
using Picket.Core;
using Picket.Pipeline.Alerting;
using Xunit;

namespace Picket.Tests.Alerting;

public sealed class DeliveryTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_delivery_arrives_and_is_remembered_as_delivered()
    {
        await using var receiver = await Receiver.StartAsync(Cancellation);
        await using var scenario = Scenario(receiver);

        var id = await scenario.PutAsync();
        await scenario.UntilAsync(() => scenario.Delivery(id).State == DeliveryState.Delivered);

        Assert.Equal("""{"n":1}"""u8, Assert.Single(receiver.All).Body);
        Assert.Equal(1, scenario.Delivery(id).Attempts);
    }

    [Fact]
    public async Task An_output_that_is_down_for_an_hour_gets_everything_once_and_in_order()
    {
        await using var receiver = await Receiver.StartAsync(Cancellation);
        await using var scenario = Scenario(receiver);
        receiver.AnswerWith(503);

        List<string> sent = [];
        for (var minute = 0; minute < 60; minute += 10)
        {
            sent.Add(await scenario.PutAsync(alert: "one"));
            await scenario.PassAsync(TimeSpan.FromMinutes(10), step: TimeSpan.FromSeconds(10));
        }

        Assert.Empty(receiver.Taken);
        Assert.InRange(receiver.All.Count, 8, 40);
        receiver.AnswerWith(200);
        await scenario.UntilAsync(() => receiver.Taken.Count == sent.Count, TimeSpan.FromMinutes(15));
        Assert.Equal(sent, receiver.Taken);
    }

    [Fact]
    public async Task A_receiver_that_is_not_there_gets_its_alerts_when_it_comes_up()
    {
        var port = await FreePortAsync();
        await using var scenario = new DeliveryScenario();
        scenario.Add(Sample.Output(url: $"http://127.0.0.1:{port}/hook"));
        scenario.Start();
        var id = await scenario.PutAsync();
        await scenario.UntilAsync(() => scenario.Delivery(id).Attempts >= 3);
        Assert.Contains("cannot be reached", scenario.Delivery(id).LastError);

        await using var receiver = await Receiver.StartAsync(Cancellation, port);
        await scenario.UntilAsync(() => receiver.Taken.Count == 1);

        Assert.Equal([id], receiver.Taken);
    }

    [Fact]
    public async Task Failures_are_retried_at_growing_distances()
    {
        await using var receiver = await Receiver.StartAsync(Cancellation);
        await using var scenario = Scenario(receiver);
        List<double> times = [];
        receiver.Answer = (_, context) =>
        {
            times.Add(scenario.Elapsed.TotalSeconds);
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        };

        await scenario.PutAsync();
        await scenario.UntilAsync(() => times.Count == 7);

        var waits = times.Zip(times.Skip(1), (a, b) => b - a).ToList();
        Assert.True(waits[^1] > 3 * waits[0], string.Join(' ', waits));
        Assert.InRange(times[^1], 30, 300);
    }

    [Fact]
    public async Task The_receivers_own_wish_for_a_pause_is_honoured()
    {
        await using var receiver = await Receiver.StartAsync(Cancellation);
        await using var scenario = Scenario(receiver);
        receiver.Answer = (_, context) =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "120";
            return Task.CompletedTask;
        };
        await scenario.PutAsync();
        await scenario.UntilAsync(() => receiver.All.Count == 1);
        await scenario.PassAsync(TimeSpan.FromSeconds(110));
        Assert.Single(receiver.All);

        receiver.AnswerWith(200);
        await scenario.UntilAsync(() => receiver.Taken.Count == 1, TimeSpan.FromSeconds(20));

        Assert.Equal(2, receiver.All.Count);
    }

    [Fact]
    public async Task What_the_receiver_refuses_is_dead_at_once_and_the_next_goes_on()
    {
        await using var receiver = await Receiver.StartAsync(Cancellation);
        await using var scenario = Scenario(receiver);
        receiver.Answer = (message, context) =>
        {
            context.Response.StatusCode = message.Id.StartsWith("d1-", StringComparison.Ordinal) ? 422 : 200;
            return Task.CompletedTask;
        };

        var refused = await scenario.PutAsync();
        var good = await scenario.PutAsync();
        await scenario.UntilAsync(() => receiver.Taken.Count == 1, TimeSpan.FromSeconds(10));

        Assert.Equal([good], receiver.Taken);
        Assert.Equal((DeliveryState.Dead, 1), (scenario.Delivery(refused).State, scenario.Delivery(refused).Attempts));
        Assert.Contains("answered 422", scenario.Delivery(refused).LastError);
    }

    [Fact]
    public async Task A_message_the_receiver_chokes_on_steps_aside_but_its_own_followers_wait()
    {
        await using var receiver = await Receiver.StartAsync(Cancellation);
        await using var scenario = Scenario(receiver);
        receiver.Answer = (message, context) =>
        {
            context.Response.StatusCode = message.Id.StartsWith("d1-", StringComparison.Ordinal) ? 500 : 200;
            return Task.CompletedTask;
        };

        await scenario.PutAsync(alert: "poison");
        var follower = await scenario.PutAsync(alert: "poison");
        var others = new[] { await scenario.PutAsync(), await scenario.PutAsync(), await scenario.PutAsync() };
        await scenario.UntilAsync(() => receiver.Taken.Count == 3, TimeSpan.FromMinutes(2));

        Assert.Equal(others, receiver.Taken);
        Assert.Equal(0, scenario.Delivery(follower).Attempts);
    }

    [Fact]
    public async Task An_output_that_hangs_holds_up_no_other()
    {
        await using var slow = await Receiver.StartAsync(Cancellation);
        await using var quick = await Receiver.StartAsync(Cancellation);
        await using var scenario = Scenario(slow, Sample.Output("quick", $"{quick.Url}"));
        scenario.Hanging = 1;
        slow.Answer = (_, context) => Task.Delay(Timeout.Infinite, context.RequestAborted);
        await scenario.PutAsync();
        for (var i = 0; i < 20; i++)
            await scenario.PutAsync("quick");

        await scenario.UntilAsync(() => quick.Taken.Count == 20, TimeSpan.FromSeconds(30));

        Assert.Empty(slow.Taken);
    }

    [Fact]
    public async Task A_receiver_that_does_not_answer_in_time_is_tried_again()
    {
        await using var receiver = await Receiver.StartAsync(Cancellation);
        await using var scenario = Scenario(receiver);
        scenario.Hanging = 1;
        receiver.Answer = (_, context) => receiver.All.Count > 1
            ? Task.CompletedTask
            : Task.Delay(Timeout.Infinite, context.RequestAborted);

        var id = await scenario.PutAsync();
        await scenario.UntilAsync(() => scenario.Delivery(id).Attempts == 1);

        Assert.Contains("did not answer within 10 s", scenario.Delivery(id).LastError);
        await scenario.UntilAsync(() => scenario.Delivery(id).State == DeliveryState.Delivered);
    }

    [Fact]
    public async Task A_crash_between_sending_and_remembering_sends_again_under_the_same_id()
    {
        await using var receiver = await Receiver.StartAsync(Cancellation);
        await using var scenario = Scenario(receiver);
        scenario.Hanging = 1;
        receiver.Answer = (_, context) => Task.Delay(Timeout.Infinite, context.RequestAborted);
        var id = await scenario.PutAsync();
        var second = await scenario.PutAsync();
        await scenario.UntilAsync(() => receiver.All.Count == 1);

        await scenario.StopAsync();
        receiver.AnswerWith(200);
        scenario.Start();
        // Taken is not yet remembered: the receiver knows a moment before the store does.
        await scenario.UntilAsync(() => scenario.Store.Deliveries().All(d => d.State == DeliveryState.Delivered));

        Assert.Equal([id, id, second], receiver.All.Select(r => r.Id));
        Assert.Equal(2, receiver.Taken.Count);
    }

    [Fact]
    public async Task Tried_too_often_is_a_dead_letter_and_replay_sends_it()
    {
        await using var receiver = await Receiver.StartAsync(Cancellation);
        await using var scenario = new DeliveryScenario();
        scenario.Add(Sample.Output(url: $"{receiver.Url}") with { MaxAttempts = 3 });
        scenario.Start();
        receiver.AnswerWith(500);
        var first = await scenario.PutAsync();
        var second = await scenario.PutAsync();
        await scenario.UntilAsync(() => scenario.Store.Deliveries().All(d => d.State == DeliveryState.Dead));

        receiver.AnswerWith(200);
        var replayed = await scenario.Dispatcher.ReplayAsync(null, Cancellation);
        await scenario.UntilAsync(() => receiver.Taken.Count == 2);

        Assert.Equal(2, replayed);
        Assert.Equal([first, second], receiver.Taken);
        Assert.Equal(0, await scenario.Dispatcher.ReplayAsync("soc", Cancellation));
    }

    [Fact]
    public async Task Too_old_and_still_failing_is_a_dead_letter()
    {
        await using var receiver = await Receiver.StartAsync(Cancellation);
        await using var scenario = new DeliveryScenario();
        scenario.Add(Sample.Output(url: $"{receiver.Url}") with { MaxAge = TimeSpan.FromMinutes(5) });
        scenario.Start();
        receiver.AnswerWith(503);

        var id = await scenario.PutAsync();
        await scenario.UntilAsync(
            () => scenario.Delivery(id).State == DeliveryState.Dead, step: TimeSpan.FromSeconds(10));

        Assert.InRange(scenario.Elapsed, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(20));
    }

    [Fact]
    public async Task While_the_store_cannot_write_nothing_is_sent_twice()
    {
        await using var receiver = await Receiver.StartAsync(Cancellation);
        await using var scenario = Scenario(receiver);
        receiver.Answer = (_, _) =>
        {
            scenario.Store.IsFull = receiver.All.Count == 1;
            return Task.CompletedTask;
        };
        await scenario.PutAsync();
        await scenario.UntilAsync(() => receiver.Taken.Count == 1);

        await scenario.PassAsync(TimeSpan.FromMinutes(5), step: TimeSpan.FromSeconds(5));
        Assert.Single(receiver.All);
        scenario.Store.IsFull = false;
        await scenario.UntilAsync(() => scenario.Store.Deliveries().All(d => d.State == DeliveryState.Delivered));

        Assert.Single(receiver.All);
    }

    [Fact]
    public async Task An_output_that_keeps_failing_is_a_problem_until_it_receives_again()
    {
        await using var receiver = await Receiver.StartAsync(Cancellation);
        await using var scenario = Scenario(receiver);
        Assert.Empty(scenario.Dispatcher.Problems);
        receiver.AnswerWith(500);
        await scenario.PutAsync();
        await scenario.UntilAsync(() => scenario.Dispatcher.Problems.Count == 1);
        Assert.StartsWith("PKT5003: Output 'soc' has failed 3 times in a row", scenario.Dispatcher.Problems[0]);

        receiver.AnswerWith(200);
        await scenario.UntilAsync(() => receiver.Taken.Count == 1);

        await scenario.UntilAsync(() => scenario.Dispatcher.Problems.Count == 0);
    }

    [Fact]
    public async Task Deliveries_to_an_output_no_longer_configured_are_dead_letters_that_say_so()
    {
        await using var receiver = await Receiver.StartAsync(Cancellation);
        await using var scenario = new DeliveryScenario();
        scenario.Add(Sample.Output(url: $"{receiver.Url}"));
        var id = await scenario.PutAsync("gone");

        scenario.Start();
        await scenario.UntilAsync(() => scenario.Delivery(id).State == DeliveryState.Dead);

        Assert.Contains("no output 'gone'", scenario.Delivery(id).LastError);
    }

    [Fact]
    public async Task A_flood_summary_is_sent_when_its_minute_is_over()
    {
        await using var receiver = await Receiver.StartAsync(Cancellation);
        await using var scenario = Scenario(receiver);
        var options = Sample.Options(Sample.Output(url: $"{receiver.Url}")) with { FloodLimit = 2 };
        using var book = await AlertBook.LoadAsync(scenario.Store, options, scenario.Time, Cancellation);
        for (var i = 0; i < 30; i++)
        {
            var batch = new StoreBatch();
            await book.ApplyAsync([Sample.Finding($"e{i}")], batch, Cancellation);
            await scenario.Store.CommitAsync(batch, Cancellation);
            scenario.Dispatcher.Wake();
            await scenario.PassAsync(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(2, receiver.Taken.Count);
        await scenario.UntilAsync(() => receiver.Taken.Count == 3, TimeSpan.FromMinutes(2));

        Assert.InRange(scenario.Elapsed, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(100));
        Assert.Contains("\"count\":28", System.Text.Encoding.UTF8.GetString(receiver.All[^1].Body));
    }

    private static DeliveryScenario Scenario(Receiver receiver, params OutputOptions[] more)
    {
        var scenario = new DeliveryScenario();
        scenario.Add(Sample.Output(url: $"{receiver.Url}"));
        foreach (var output in more)
            scenario.Add(output);
        scenario.Start();
        return scenario;
    }

    private static async Task<int> FreePortAsync()
    {
        await using var receiver = await Receiver.StartAsync(Cancellation);
        return receiver.Url.Port;
    }
}
