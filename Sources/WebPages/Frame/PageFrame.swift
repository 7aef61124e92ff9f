/// What is around the content of every page: head, way around, search, foot.
struct PageFrame {
  /// The parts that the way around names.
  enum Part { case search, files, operations, other }

  let context: PageContext
  var title: String
  var part = Part.other
  /// What stands in the search box.
  var query = ""
  /// Feeds of what the page shows, by their addresses.
  var feeds: (atom: String, json: String)?
  /// True for a page that shows what happens as it happens.
  var isLive = false

  /// The whole document.
  func document(_ content: (inout Markup) -> Void) -> [UInt8] {
    var page = Markup()
    page.declaration("<!doctype html>")
    page.element("html", ["lang": "en"]) { page in
      page.element("head") { head(&$0) }
      page.lineEnd()
      page.element("body") { page in
        page.link("#content", "Skip to the content", class: "skip")
        banner(&page)
        page.lineEnd()
        page.element("main", ["id": "content", "tabindex": "-1"], content)
        page.lineEnd()
        page.element("footer", ["class": "foot"]) { page in
          page.text(
            "All of this comes from the archive on this machine, and nothing from elsewhere.")
        }
      }
    }
    return page.bytes
  }

  private func head(_ page: inout Markup) {
    page.empty("meta", ["charset": "utf-8"])
    page.element("title", text: title + " · winnow")
    page.empty("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
    page.empty("meta", ["name": "color-scheme", "content": "light dark"])
    page.empty("meta", ["name": "referrer", "content": "no-referrer"])
    page.empty("link", ["rel": "stylesheet", "href": WebAsset.style.path])
    page.empty("link", ["rel": "icon", "href": WebAsset.icon.path, "type": "image/svg+xml"])
    if let feeds {
      page.empty(
        "link",
        [
          "rel": "alternate", "type": "application/atom+xml", "title": "Atom", "href": feeds.atom,
        ])
      page.empty(
        "link",
        [
          "rel": "alternate", "type": "application/feed+json", "title": "JSON Feed",
          "href": feeds.json,
        ])
    }
    page.element("script", ["src": WebAsset.script.path, "defer": ""], text: "")
  }

  private func banner(_ page: inout Markup) {
    page.element("header", ["class": "banner"]) { page in
      page.element("a", ["href": "/", "class": "mark"]) { page in
        Self.mark(&page)
        page.text("winnow")
      }
      page.element("form", ["role": "search", "action": "/", "class": "find"]) { page in
        page.element("label", ["class": "spoken", "for": "q"], text: "Search the articles")
        page.empty(
          "input",
          [
            "type": "search", "name": "q", "id": "q", "value": query, "dir": "auto",
            "placeholder": "bridge toll -ferry source:harbour", "autocomplete": "off",
            "spellcheck": "false", "enterkeyhint": "search", "list": "fields",
          ])
        page.element("datalist", ["id": "fields"]) { page in
          for field in SearchFieldHint.all {
            page.element("option", ["value": field.typed], text: field.finds)
          }
        }
        page.element("button", ["type": "submit"], text: "Search")
      }
      page.element("nav", ["aria-label": "Parts of winnow"]) { page in
        item(&page, "/", "Articles", .search)
        item(&page, "/files", "Files", .files)
        item(&page, "/operations", "Operations", .operations)
      }
    }
  }

  private func item(_ page: inout Markup, _ address: String, _ label: String, _ part: Part) {
    let isHere = part == self.part
    page.element("a", ["href": address, "aria-current": isHere ? "page" : nil]) { page in
      page.text(label)
      if part == .operations {
        page.text(" ")
        Self.badge(context.attention, &page)
      }
    }
  }

  /// How many files were set aside; nothing to be seen where there are none.
  static func badge(_ count: Int, _ page: inout Markup) {
    page.element("span", ["id": "attention"]) { page in
      guard count > 0 else { return }
      page.element("span", ["class": "count"]) { page in
        page.text(Figures.number(count))
        page.spoken(count == 1 ? " file set aside" : " files set aside")
      }
    }
  }

  /// Grain and chaff.
  private static func mark(_ page: inout Markup) {
    page.element(
      "svg", ["viewBox": "0 0 32 32", "width": "26", "height": "26", "aria-hidden": "true"]
    ) { page in
      page.empty("path", ["class": "grain", "d": "M16 29C9 25 8 16 16 9c8 7 7 16 0 20Z"])
      page.empty("path", ["class": "chaff", "d": "M12 9C6 9 4 6 3 2c5 0 8 2 9 7Z"])
      page.empty("path", ["class": "chaff", "d": "M20 9c6 0 8-3 9-7-5 0-8 2-9 7Z"])
    }
  }
}
