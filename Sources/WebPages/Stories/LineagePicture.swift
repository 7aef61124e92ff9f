internal import Lineage
internal import Model
internal import Presentation

/// Who took from whom, drawn from left to right: a source, and beside it what was taken from it. Every
/// step is told in words below the picture too.
struct LineagePicture {
  private struct Box {
    var node: LineageNode
    var column: Int
    var row: Double
  }

  private static let width = 168.0
  private static let height = 44.0
  private static let gapX = 76.0
  private static let gapY = 14.0
  /// Steps that are drawn; a larger story has them as a list only.
  private static let drawnLimit = 120

  private let lineage: StoryLineage
  private var boxes: [LineageNode: Box] = [:]
  private var children: [LineageNode: [LineageEdge]] = [:]
  private var nextRow = 0.0

  init(_ lineage: StoryLineage) {
    self.lineage = lineage
    guard lineage.graph.edges.count <= Self.drawnLimit else { return }
    for edge in lineage.graph.edges { children[edge.parent, default: []].append(edge) }
    let taken = Set(lineage.graph.edges.map(\.child))
    let nodes =
      lineage.graph.unseen.indices.map { LineageNode.unseen($0) }
      + lineage.documents.indices.map { LineageNode.article($0) }
    for node in nodes where !taken.contains(node) && children[node] != nil {
      _ = lay(node, column: 0)
    }
  }

  /// Lays a node and all that was taken from it; the row that it stands in.
  private mutating func lay(_ node: LineageNode, column: Int) -> Double {
    let below = children[node] ?? []
    // A place of its own first: a graph is a forest, but nothing here relies on it.
    boxes[node] = Box(node: node, column: column, row: nextRow)
    var rows: [Double] = []
    for edge in below where boxes[edge.child] == nil {
      rows.append(lay(edge.child, column: column + 1))
    }
    if rows.isEmpty { nextRow += 1 }
    let row = rows.isEmpty ? nextRow - 1 : ((rows.first ?? 0) + (rows.last ?? 0)) / 2
    boxes[node]?.row = row
    return row
  }

  /// The picture, and the first steps in words.
  func section(stepLimit: Int, _ page: inout Markup) {
    let edges = lineage.graph.edges
    guard !edges.isEmpty else {
      page.element(
        "p", ["class": "quiet"],
        text: lineage.documents.count < 2
          ? "One article takes from nobody." : "Nobody took from anybody, as far as the texts tell."
      )
      return
    }
    if !boxes.isEmpty { picture(&page) }
    page.element("details", ["class": "evidence"]) { page in
      page.element(
        "summary", text: "\(Figures.count(edges.count, "step")) in words, and what speaks for each")
      page.element("ol") { page in
        for edge in edges.prefix(stepLimit) { step(edge, &page) }
      }
      if edges.count > stepLimit {
        page.link("?show=all", "All \(Figures.number(edges.count)) steps")
      }
    }
  }

  private func picture(_ page: inout Markup) {
    let columns = (boxes.values.map(\.column).max() ?? 0) + 1
    let rows = (boxes.values.map(\.row).max() ?? 0) + 1
    let size = (
      width: Double(columns) * (Self.width + Self.gapX) - Self.gapX + 4,
      height: rows * (Self.height + Self.gapY) + 4
    )
    page.element(
      "div",
      ["class": "scroll", "tabindex": "0", "role": "region", "aria-label": "Who took from whom"]
    ) { page in
      page.element(
        "svg",
        [
          "class": "lineage",
          "viewBox": "0 0 \(Drawing.coordinate(size.width)) \(Drawing.coordinate(size.height))",
          "width": Drawing.coordinate(size.width), "height": Drawing.coordinate(size.height),
          "role": "group", "aria-label": "Who took from whom; the same in words below",
        ]
      ) { page in
        for edge in lineage.graph.edges { arrow(edge, &page) }
        for box in boxes.values.sorted(by: { ($0.column, $0.row) < ($1.column, $1.row) }) {
          self.box(box, &page)
        }
      }
    }
  }

  private func arrow(_ edge: LineageEdge, _ page: inout Markup) {
    guard let from = boxes[edge.parent], let to = boxes[edge.child] else { return }
    let start = (x: left(of: from) + Self.width, y: middle(of: from))
    let end = (x: left(of: to), y: middle(of: to))
    let bend = start.x + Self.gapX / 2
    let sure = edge.certainty >= 0.75 ? "sure" : edge.certainty >= 0.5 ? "likely" : "doubtful"
    func point(_ x: Double, _ y: Double) -> String {
      "\(Drawing.coordinate(x)) \(Drawing.coordinate(y))"
    }
    page.empty(
      "path",
      [
        "class": "step \(sure)",
        "d":
          "M\(point(start.x, start.y)) C\(point(bend, start.y)) \(point(bend, end.y)) \(point(end.x - 7, end.y))",
      ])
    page.empty(
      "path",
      [
        "class": "head",
        "d": "M\(point(end.x - 1, end.y))l-8 -4v8Z",
      ])
    page.element(
      "text",
      [
        "class": "percent", "x": Drawing.coordinate(end.x - 12),
        "y": Drawing.coordinate(end.y > start.y + 1 ? end.y + 13 : end.y - 5),
        "text-anchor": "end",
      ], text: Figures.percent(edge.certainty))
  }

  private func box(_ box: Box, _ page: inout Markup) {
    let (x, y) = (left(of: box), middle(of: box) - Self.height / 2)
    let isUnseen: Bool
    if case .unseen = box.node { isUnseen = true } else { isUnseen = false }
    func content(_ page: inout Markup) {
      page.empty(
        "rect",
        [
          "class": isUnseen ? "box unseen" : "box", "x": Drawing.coordinate(x),
          "y": Drawing.coordinate(y),
          "width": Drawing.coordinate(Self.width), "height": Drawing.coordinate(Self.height),
          "rx": "6",
        ])
      page.element(
        "text",
        ["class": "name", "x": Drawing.coordinate(x + 10), "y": Drawing.coordinate(y + 18)],
        text: Self.cut(name(of: box.node), 22))
      page.element(
        "text",
        ["class": "when", "x": Drawing.coordinate(x + 10), "y": Drawing.coordinate(y + 34)],
        text: note(of: box.node))
    }
    guard case .article(let index) = box.node, let id = lineage.documents[index].links?.id else {
      return page.element("g") { content(&$0) }
    }
    page.element("a", ["href": WebLink.article(id)]) { page in
      page.element("title", text: lineage.documents[index].article?.headline ?? "")
      content(&page)
    }
  }

  private func left(of box: Box) -> Double { 2 + Double(box.column) * (Self.width + Self.gapX) }

  private func middle(of box: Box) -> Double {
    2 + box.row * (Self.height + Self.gapY) + Self.height / 2 + Self.gapY / 2
  }

  private func name(of node: LineageNode) -> String {
    switch node {
    case .article(let index):
      StoryLineage.publisher(of: lineage.documents[index]) ?? lineage.name(of: node)
    case .unseen(let index): lineage.graph.unseen[index].name ?? "An unseen source"
    }
  }

  private func note(of node: LineageNode) -> String {
    switch node {
    case .article(let index):
      lineage.documents[index].article?.datePublished.map(DateText.short) ?? "undated"
    case .unseen: "not in the archive"
    }
  }

  /// A step with its evidence.
  private func step(_ edge: LineageEdge, _ page: inout Markup) {
    page.element("li") { page in
      page.element("strong") { $0.scraped(name(of: edge.child)) }
      page.text(" took from ")
      page.element("strong") { $0.scraped(name(of: edge.parent)) }
      page.text(", \(Figures.percent(edge.certainty)) sure")
      page.element("ul") { page in
        for evidence in edge.evidence {
          page.element("li", ["class": evidence.isContrary ? "against" : "for"]) { page in
            page.element("span", ["aria-hidden": "true"], text: evidence.isContrary ? "− " : "+ ")
            if evidence.isContrary { page.spoken("Against it: ") }
            page.scraped(evidence.text)
          }
        }
      }
    }
  }

  private static func cut(_ text: String, _ limit: Int) -> String {
    text.count <= limit ? text : text.prefix(limit - 1) + "…"
  }
}
