using System.Globalization;
using Microsoft.Playwright;
using Xunit;

namespace Picket.EndToEnd.Console;

/// <summary>Whether a person can use the console with a keyboard, a screen reader, or weak eyes.</summary>
public sealed class AccessTests(ConsoleBrowser browser) : IClassFixture<ConsoleBrowser>
{
    /// <summary>Faults of structure, in words; what a checker of web accessibility would say first.</summary>
    private const string StructureFaults = """
        () => {
          const faults = [], all = selector => [...document.querySelectorAll(selector)];
          const name = one => (one.getAttribute("aria-label") || one.textContent || one.title || "").trim();
          if (all("h1").length !== 1) faults.push(`${all("h1").length} h1`);
          for (const landmark of ["main", "nav", "header"]) if (!all(landmark).length) faults.push(`no ${landmark}`);
          const ids = all("[id]").map(one => one.id);
          for (const id of new Set(ids.filter((id, index) => ids.indexOf(id) !== index))) faults.push(`id twice: ${id}`);
          for (const one of all("input:not([type=hidden]), select, textarea")) if (!one.labels?.length) faults.push(`no label: ${one.outerHTML}`);
          for (const one of all("a[href], button")) if (!name(one)) faults.push(`no name: ${one.outerHTML}`);
          for (const one of all("table")) if (!one.caption) faults.push(`no caption: ${one.className}`);
          for (const one of all("th")) if (!one.scope) faults.push(`no scope: ${one.textContent}`);
          for (const one of all("svg:not([role=img])")) if (!one.closest("[aria-hidden=true]")) faults.push(`svg not hidden: ${one.outerHTML}`);
          for (const one of all("[role=img]")) if (!name(one)) faults.push(`picture without words: ${one.outerHTML}`);
          for (const one of all("[aria-labelledby]")) if (one.getAttribute("aria-labelledby").split(/\s+/).some(id => !document.getElementById(id))) faults.push(`label is missing: ${one.outerHTML}`);
          const navs = all("nav").map(one => one.getAttribute("aria-label"));
          if (new Set(navs).size !== navs.length || navs.includes(null)) faults.push(`navs are not told apart: ${navs}`);
          let level = 0;
          for (const one of all("h1, h2, h3, h4")) { const next = +one.tagName[1]; if (next > level + 1) faults.push(`heading jumps to ${next}: ${name(one)}`); level = next; }
          if (!document.title || document.documentElement.lang !== "en") faults.push("no title or language");
          return faults;
        }
        """;

    /// <summary>Every visible text whose contrast with what is painted behind it is below WCAG AA.</summary>
    private const string ContrastFaults = """
        () => {
          const paint = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
          const rgba = colour => { paint.clearRect(0, 0, 1, 1); paint.fillStyle = colour; paint.fillRect(0, 0, 1, 1); return [...paint.getImageData(0, 0, 1, 1).data]; };
          const over = (top, under) => top.slice(0, 3).map((c, i) => c * top[3] / 255 + under[i] * (1 - top[3] / 255));
          const light = rgb => { const [r, g, b] = rgb.map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
          const behind = one => { if (!one) return [255, 255, 255]; const own = rgba(getComputedStyle(one).backgroundColor); return own[3] === 255 ? own.slice(0, 3) : over(own, behind(one.parentElement)); };
          const faults = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          let texts = 0;
          while (walk.nextNode()) {
            const one = walk.currentNode.parentElement, style = getComputedStyle(one);
            if (!walk.currentNode.textContent.trim() || !one.checkVisibility() || one.closest(".sr-only, option")) continue;
            texts++;
            const back = behind(one), front = over(rgba(style.color), back);
            const [a, b] = [light(front), light(back)].sort((x, y) => y - x), ratio = (a + 0.05) / (b + 0.05);
            const isLarge = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && +style.fontWeight >= 700);
            if (ratio < (isLarge ? 3 : 4.5)) faults.push(`${ratio.toFixed(2)} ${one.className || one.tagName}: ${walk.currentNode.textContent.trim().slice(0, 40)}`);
          }
          if (texts < 10) faults.push(`only ${texts} texts seen`);
          return [...new Set(faults)];
        }
        """;

    [Theory]
    [MemberData(nameof(PageTests.Pages), MemberType = typeof(PageTests))]
    public async Task Every_page_has_a_structure_to_find_ones_way_by(string name, string path)
    {
        await using var host = await ConsoleHost.StartAsync(TestContext.Current.CancellationToken);

        await using var visit = await browser.OpenAsync(host, path);

        Assert.NotEmpty(name);
        Assert.Empty(await visit.Page.EvaluateAsync<string[]>(StructureFaults));
    }

    [Theory]
    [MemberData(nameof(PageTests.Pages), MemberType = typeof(PageTests))]
    public async Task Every_text_stands_out_from_its_background(string name, string path)
    {
        await using var host = await ConsoleHost.StartAsync(TestContext.Current.CancellationToken);

        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await using var visit = await browser.OpenAsync(host, path, new() { ColorScheme = scheme });

            Assert.NotEmpty(name);
            Assert.Empty(await visit.Page.EvaluateAsync<string[]>(ContrastFaults));
        }
    }

    [Fact]
    public async Task The_keyboard_reaches_the_content_and_every_room()
    {
        await using var host = await ConsoleHost.StartAsync(TestContext.Current.CancellationToken);
        await using var visit = await browser.OpenAsync(host, "/");
        var page = visit.Page;

        await page.Keyboard.PressAsync("Tab");
        var first = await FocusedAsync(page);
        await page.Keyboard.PressAsync("Enter");
        var afterSkip = await page.EvaluateAsync<string>("document.activeElement.id");
        await page.ReloadAsync();
        var order = new List<string>();
        for (var i = 0; i < 10; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            order.Add(await FocusedAsync(page));
        }

        Assert.Equal("Skip to content", first);
        Assert.Equal("main", afterSkip);
        Assert.Equal(["Overview", "Alerts", "Hunt", "Requirements", "Health"], order.Skip(2).Take(5));
    }

    [Fact]
    public async Task What_has_the_focus_is_outlined_and_enter_follows_it()
    {
        await using var host = await ConsoleHost.StartAsync(TestContext.Current.CancellationToken);
        await using var visit = await browser.OpenAsync(host, "/alerts");
        var page = visit.Page;

        for (var i = 0; i < 40 && await FocusedAsync(page) != "Shell opened in a running pod"; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            var outline = await page.EvaluateAsync<string>("parseFloat(getComputedStyle(document.activeElement).outlineWidth).toString()");
            Assert.True(double.Parse(outline, CultureInfo.InvariantCulture) >= 1, $"'{await FocusedAsync(page)}' shows no focus.");
        }

        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(host.Address + "/alerts/K7QF2M");
    }

    [Fact]
    public async Task The_current_room_is_marked_for_a_screen_reader()
    {
        await using var host = await ConsoleHost.StartAsync(TestContext.Current.CancellationToken);

        await using var visit = await browser.OpenAsync(host, "/alerts/K7QF2M");

        Assert.Equal("Alerts", (await visit.Page.Locator(".nav [aria-current=page]").TextContentAsync())!.Trim());
    }

    private static async Task<string> FocusedAsync(IPage page) =>
        (await page.EvaluateAsync<string>("document.activeElement.textContent")).Trim();
}
