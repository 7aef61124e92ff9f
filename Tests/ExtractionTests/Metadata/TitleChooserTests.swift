import Testing

@testable import Extraction

@Suite struct TitleChooserTests {
  private let sites: Set<String> = ["skerrypost", "holm"]

  @Test(
    "the site's name goes at either end and behind every separator",
    arguments: [
      "Ferry is back | Skerry Post", "Ferry is back - Skerry Post", "Ferry is back – Skerry Post",
      "Ferry is back — Skerry Post", "Ferry is back :: Skerry Post", "Ferry is back » Skerry Post",
      "Ferry is back • Skerry Post", "Ferry is back · Skerry Post", "Ferry is back / Skerry Post",
      "Ferry is back // Skerry Post", "Ferry is back|Skerry Post", "Skerry Post | Ferry is back",
      "Skerry Post - Ferry is back", "Ferry is back - The Skerry Post",
      "Ferry is back - Skerry Post News", "Ferry is back - SKERRY POST",
      "Ferry is back | Islands | Skerry Post", "Ferry is back | News", "  Ferry   is back  ",
      "Ferry is back - Holm News",
    ])
  func cleaned(title: String) {
    #expect(TitleChooser.cleaned(title, sites) == "Ferry is back")
  }

  @Test(
    "what is no site's name stays",
    arguments: [
      "Ferry is back - islanders cheer", "Ferry: back", "Ferry-back",
      "A | B is longer than the head",
      "Ferry is back - Holm is full of people today", "Skerry Post", "",
      "Ferry | one two three four five words",
    ])
  func kept(title: String) {
    #expect(TitleChooser.cleaned(title, sites) == title)
  }

  @Test("five parts at most are taken off")
  func bounded() {
    let title = "Ferry is back after all these weeks | a | b | c | d | e | f"
    #expect(TitleChooser.cleaned(title, []) == "Ferry is back after all these weeks | a")
  }

  @Test(
    "a title that is the site's name and nothing else is not emptied", arguments: ["| |", "||"])
  func bars(title: String) {
    #expect(!TitleChooser.cleaned(title, sites).contains("Skerry"))
  }
}
