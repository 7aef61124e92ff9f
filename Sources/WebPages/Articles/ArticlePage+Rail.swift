internal import Ledger
internal import Model
internal import Presentation

extension ArticlePage {
  /// Others that say the same, and the way to compare.
  func storyBox(_ page: inout Markup) {
    page.element("section", ["class": "box"]) { page in
      page.element("h2", text: "Story")
      guard story.count > 1 else {
        page.element("p", ["class": "quiet"], text: "Nobody else has it so far.")
        return
      }
      page.element("ul", ["class": "others"]) { page in
        for other in story.prefix(8) where other.id != row.id {
          page.element("li") { page in
            page.element("span", ["class": "who"]) { page in
              page.element("a", ["href": WebLink.article(other.id)]) { page in
                page.scraped(Self.name(of: other))
              }
              page.element("span", ["class": "quiet"]) { page in
                page.text(
                  other.article.datePublished.map {
                    " " + DateText.short(iso: String($0.iso.prefix(10)))
                  }
                    ?? "")
              }
            }
            page.element("a", ["href": StoryPage.comparison(other.id, row.id)]) { page in
              page.text("Compare")
              page.spoken(" with \(Self.name(of: other))")
            }
          }
        }
      }
      page.element("p") { page in
        page.link(
          WebLink.story(document.links?.story ?? row.id),
          story.count > 8 ? "All versions of the story" : "The story as a timeline")
      }
    }
  }

  private static func name(of row: ArticleRow) -> String {
    row.article.publisher?.name ?? row.article.publisher?.domain ?? row.provenance.source
      ?? "not known"
  }

  /// Why it is as it is, in sentences.
  func reasons(_ page: inout Markup) {
    page.element("section", ["class": "box"]) { page in
      page.element("h2", text: "Why")
      page.element("ul", ["class": "sentences"]) { page in
        for sentence in ArticleReasons(of: self).sentences {
          page.element("li", ["dir": "auto"], text: sentence)
        }
      }
      page.element("p") { page in
        page.link(WebLink.article(row.id) + "/why", "Every step, and every block of the page")
      }
    }
  }

  func repairList(_ page: inout Markup) {
    guard !article.repairs.isEmpty else { return }
    page.element("section", ["class": "box", "id": "repairs"]) { page in
      page.element("details", ["open": repairs.count <= 12 ? "" : nil]) { page in
        page.element("summary") { page in
          page.element("h2", text: Figures.count(article.repairs.count, "repair"))
        }
        page.element("ol", ["class": "repairs"]) { page in
          for (index, repair) in repairs.enumerated() {
            page.element("li", ["id": "repair-\(index + 1)"]) { page in
              page.element("del") { $0.scraped(RepairText.visible(repair.before)) }
              page.text(" → ")
              page.element("ins") { $0.scraped(RepairText.visible(repair.after)) }
              page.element("span", ["class": "quiet"]) { page in
                page.text(" \(RepairText.meaning(of: repair.rule))")
                if !repair.certain { page.text(", inferred") }
                if repair.lossy { page.text(", something was lost") }
                page.text(", ")
                page.link("#at-\(index + 1)", RepairText.field(named: repair.field))
              }
            }
          }
        }
        let more = article.repairs.count - repairs.count
        if more > 0 { page.element("p", text: "and \(Figures.number(more)) more of them") }
      }
    }
  }

  /// Blocks that were left out, by their reason, folded.
  func removedList(_ page: inout Markup) {
    guard !article.removed.isEmpty else { return }
    var order: [RemovedText.Reason] = []
    var groups: [RemovedText.Reason: [String]] = [:]
    for removed in article.removed {
      if groups[removed.reason] == nil { order.append(removed.reason) }
      groups[removed.reason, default: []].append(removed.text)
    }
    page.element("section", ["class": "box"]) { page in
      page.element("h2", text: "Left out")
      for reason in order {
        let texts = groups[reason] ?? []
        page.element("details", ["class": "removed"]) { page in
          page.element("summary") { page in
            page.text(RepairText.reason(reason))
            page.element("span", ["class": "number"], text: Figures.number(texts.count))
          }
          for text in texts.prefix(50) {
            page.element(
              "p", ["dir": "auto", "lang": Markup.tag(article.language)],
              text: text.utf8.count <= 2_000 ? text : String(text.prefix(1_500)) + "…")
          }
        }
      }
    }
  }

  /// Where each field came from.
  func origins(_ page: inout Markup) {
    page.element("section", ["class": "box"]) { page in
      page.element("h2", text: "Where it comes from")
      page.element("dl", ["class": "origins"]) { page in
        for fact in ArticleFacts(of: row).all {
          page.element("dt", text: fact.name)
          page.element("dd") { page in
            if let address = fact.address, WebLink.isWeb(address) {
              page.element(
                "a", ["href": address, "rel": "noopener noreferrer", "class": "file"]
              ) { $0.scraped(fact.value) }
            } else {
              page.element("bdi", ["class": fact.isName ? "file" : nil], text: fact.value)
            }
            if let from = fact.from {
              page.element("span", ["class": "quiet from"]) { $0.scraped(from) }
            }
          }
        }
      }
    }
  }

  /// The way to have it taken out, which asks first.
  func takedown(_ page: inout Markup) {
    page.element("p", ["class": "quiet"]) { page in
      page.link(TakedownPage.address(of: row.id), "Take this article out …")
    }
  }

  /// The file as it came: in a frame of its own that may run nothing, or as plain source text.
  func originalBox(_ page: inout Markup) {
    let address = WebLink.article(row.id) + "/original"
    page.element("section", ["class": "original"]) { page in
      page.element("h2", text: "The original")
      guard row.provenance.digest != nil else {
        page.element("p", ["class": "quiet"], text: "Its bytes were not kept.")
        return
      }
      page.element("p") { page in
        page.text("\(Figures.size(row.provenance.size)) as they came. ")
        page.link(address + "?as=text", "Show its source text")
        page.text(" · ")
        page.link(address + "?as=file", "Download it")
      }
      guard isShowable else {
        page.element("p", ["class": "quiet"]) { page in
          page.text(
            row.ordinal > 0
              ? "It holds many articles; this is number \(row.ordinal)."
              : "It is no page that a browser could show.")
        }
        return
      }
      page.element("details", ["class": "frame"]) { page in
        page.element(
          "summary", text: "Show the page beside the text, without its scripts and pictures")
        page.element(
          "iframe",
          [
            "sandbox": "", "src": address, "loading": "lazy", "title": "The original page",
            "referrerpolicy": "no-referrer",
          ], text: "")
      }
    }
  }
}
