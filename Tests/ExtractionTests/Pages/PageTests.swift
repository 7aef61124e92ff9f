import HTMLTree
import Model
import Testing

@testable import Extraction

/// A page's blocks, their text and what surrounds them.
private func scan(_ html: String, byteLimit: Int = 1 << 20) -> PageBlocks {
  let page = HTMLDocument(parsing: Array(html.utf8))
  var scanner = BlockScanner(byteLimit: byteLimit)
  scanner.scan(page, PageReader.body(page))
  return scanner.result
}

private func texts(_ blocks: PageBlocks) -> [String] {
  blocks.blocks.map { String(decoding: blocks.bytes($0), as: UTF8.self) }
}

@Suite struct BlockScannerTests {
  @Test(
    "text is cut where elements cut it, and nowhere else",
    arguments: [
      ("<p>a</p><p>b</p>", ["a", "b"]), ("<div>a<p>b</p>c</div>", ["a", "b", "c"]),
      ("<p>a <b>b</b> c</p>", ["a b c"]), ("a<br>b", ["a\nb"]), ("a<br><br>b", ["a", "b"]),
      ("a<br>\n<br>b", ["a", "b"]), ("<br>a", ["a"]), ("a<hr>b", ["a", "b"]),
      ("<ul><li>a<li>b</ul>", ["a", "b"]), ("<table><tr><td>a<td>b</table>", ["a", "b"]),
      ("<p>a<script>x</script>b</p>", ["ab"]), ("<p> \n </p>", []), ("<p>&nbsp;</p>", []),
      ("<p>a&nbsp;&nbsp;b</p>", ["a b"]), ("<p>a\u{200B}b</p>", ["a b"]),
      ("<p>a\u{3000}b</p>", ["a b"]),
      ("<p>a\u{2003}b</p>", ["a b"]), ("<select><option>x</select>a", ["a"]),
      ("<p>a<button>x</button></p>", ["a"]), ("<x-y>a</x-y><x-y>b</x-y>", ["a", "b"]),
      ("<p>a<span hidden>b</span>c</p>", ["ac"]),
      ("<p>a<span style='Display : NONE'>b</span>c</p>", ["ac"]),
      ("<p>a<span style='visibility:hidden'>b</span></p>", ["a"]),
      ("<p><span>1</span><span>2</span></p>", ["1 2"]),
      ("<p><span>a</span><span>B</span></p>", ["a B"]),
      ("<p><span>A</span>b</p>", ["Ab"]), ("<p><b>a</b>B</p>", ["aB"]),
      ("<p><span>1</span>B</p>", ["1 B"]), ("<p><time>a</time>1</p>", ["a1"]),
      ("<ruby>漢<rp>(</rp><rt>kan</rt></ruby>字", ["漢字"]), ("<p>a<img>b</p>", ["ab"]),
    ])
  func cuts(html: String, blocks: [String]) {
    #expect(texts(scan(html)) == blocks)
  }

  @Test("a block knows its bytes in links, bold and slanted type, and its pictures")
  func counts() {
    let page = scan(
      "<p>one <a href=/>two</a> <b>three</b> <i>four</i></p><img><video></video><p>five</p>")
    #expect(page.blocks[0].linkBytes == 4)
    #expect(page.blocks[0].boldBytes == 6)
    #expect(page.blocks[0].slantedBytes == 5)
    #expect(page.blocks[0].linkCount == 1)
    #expect(page.blocks[0].mediaBefore == 0)
    #expect(page.blocks[1].mediaBefore == 2)
    #expect(page.blocks[1].linkCount == 0)
  }

  @Test("text beyond the limit is not read")
  func limit() {
    let page = scan("<p>" + String(repeating: "a", count: 100) + "</p><p>b</p>", byteLimit: 50)
    #expect(texts(page).count == 1)
  }

  @Test("containers sum up what is in them")
  func sums() {
    let prose = String(repeating: "word ", count: 30)
    let page = scan("<div id=a><p>\(prose)</p><p><a href=/>link</a></p></div><div>x</div>")
    let root = page.containers[0]
    #expect(root.blockCount == 3)
    #expect(root.textBytes == 149 + 4 + 1)
    #expect(root.linkBytes == 4)
    #expect(root.proseBytes == 149)
    #expect(root.childCount == 2)
    #expect(page.containers[1].ownProseBytes == 149)
    #expect(page.containers[1].childIndex == 0)
    #expect(page.containers[1].depth == 1)
    #expect(page.containers.last?.childIndex == 1)
  }

  @Test("a paragraph of links is no prose")
  func linkProse() {
    let words = String(repeating: "word ", count: 30)
    #expect(scan("<p><a href=/>\(words)</a></p>").containers[0].proseBytes == 0)
    #expect(scan("<p>" + String(repeating: "a", count: 79) + "</p>").containers[0].proseBytes == 0)
    #expect(scan("<p>" + String(repeating: "a", count: 80) + "</p>").containers[0].proseBytes == 80)
  }

  @Test(
    "elements and attributes give a block its traits",
    arguments: [
      ("<nav>a</nav>", .nav), ("<aside>a</aside>", .aside), ("<header>a</header>", .header),
      ("<footer>a</footer>", .footer), ("<form>a</form>", .form), ("<figure>a</figure>", .figure),
      ("<figure><figcaption>a</figcaption></figure>", .caption), ("<ul><li>a</ul>", .item),
      ("<ul><li>a</ul>", .list), ("<table><td>a</table>", .table),
      ("<blockquote>a</blockquote>", .quote), ("<h2>a</h2>", .heading), ("<a><p>a</p></a>", .link),
      ("<address>a</address>", .address), ("<details>a</details>", .details),
      ("<section>a</section>", .section), ("<pre>a</pre>", .preformatted),
      ("<dialog>a</dialog>", .dialog), ("<main>a</main>", .main),
      ("<article>a</article>", .article),
      ("<div role=navigation>a</div>", .nav), ("<div role=dialog>a</div>", .dialog),
      ("<div role=main>a</div>", .main), ("<div itemprop=articleBody>a</div>", .articleBody),
      ("<div hidden>a</div>", .hidden), ("<div style='display:none'>a</div>", .hidden),
      ("<div aria-hidden=true>a</div>", .ariaHidden), ("<nav><div><p>a</p></div></nav>", .nav),
    ] as [(String, BlockTraits)])
  func traits(html: String, trait: BlockTraits) throws {
    let page = scan(html)
    let block = try #require(page.blocks.first)
    #expect(page.containers[block.container].traits.contains(trait))
    #expect(!scan("<p>a</p>").containers.contains { $0.traits.contains(trait) })
  }

  @Test("class words that the model knows score, those of the body do not")
  func scores() {
    #expect((scan("<div class=related-posts>a</div>").containers.last?.scores.lowest ?? 0) < 0)
    #expect((scan("<div class=relatedPosts>a</div>").containers.last?.scores.lowest ?? 0) < 0)
    #expect((scan("<div class=article-body>a</div>").containers.last?.scores.highest ?? 0) > 0)
    #expect(scan("<body class=related-posts>a").containers[0].scores.lowest == 0)
    let inner = scan("<div class=related-posts><div>a</div></div>").containers[2]
    #expect(inner.scores.lowest == 0)
    #expect(inner.chain.lowest < 0)
    #expect(inner.chain.sumBelow < 0)
  }

  @Test("elements that differ in numbers only are alike")
  func signatures() {
    let page = scan(
      "<div class=c1>a</div><div class=c2>b</div><div class=d>c</div><p class=c1>d</p>")
    #expect(page.containers[1].signature == page.containers[2].signature)
    #expect(page.containers[1].signature != page.containers[3].signature)
    #expect(page.containers[1].signature != page.containers[4].signature)
  }
}

@Suite struct PageShapeTests {
  private let long = String(repeating: "word ", count: 30)

  @Test("the container with most prose is the best, and spans its paragraphs")
  func best() {
    let page = scan(
      "<p>menu</p><div><p>\(long)</p><p>x</p><p>\(long)</p></div><aside><p>\(long)</p></aside>")
    let shape = PageShape(page)
    #expect(page.containers[shape.best].tag == .div)
    #expect(shape.bestSpan.first == 1)
    #expect(shape.bestSpan.last == 3)
    #expect(shape.proseCount == 3)
    #expect(shape.bestBytes == 298)
    #expect(shape.bytesSinceProse == [0, 4, 0, 1, 0])
    #expect(shape.bytesToProse == [0, 1, 0, 0, 0])
  }

  @Test("prose in an aside weighs less")
  func aside() {
    let page = scan("<aside><p>\(long)</p><p>\(long)</p></aside><div><p>\(long)</p></div>")
    #expect(page.containers[PageShape(page).best].tag == .div)
  }

  @Test("the last main heading above the text is the headline, else the first")
  func headline() {
    #expect(PageShape(scan("<h1>a</h1><h1>b</h1><p>\(long)</p><h1>c</h1>")).headline == 1)
    #expect(PageShape(scan("<p>\(long)</p><h1>c</h1>")).headline == 1)
    #expect(PageShape(scan("<p>\(long)</p>")).headline == nil)
  }

  @Test("articles are counted in order")
  func articles() {
    let shape = PageShape(scan("<p>o</p><article><p>a</p></article><article>b</article>"))
    #expect(shape.articleOrdinal == [0, 1, 2])
    #expect(shape.articleCount == 2)
  }

  @Test("the way from a block to the best container is counted up and down")
  func distance() {
    let page = scan("<div><section><p>\(long)</p></section></div><p>x</p>")
    let shape = PageShape(page)
    let (text, other) = (page.blocks[0].container, page.blocks[1].container)
    #expect(shape.distance(from: text, in: page).up == 0)
    #expect(shape.distance(from: text, in: page).down == 0)
    #expect(shape.distance(from: other, in: page).up == 0)
    #expect(shape.distance(from: other, in: page).down == 2)
    #expect(shape.holder(of: text, in: page) == page.containers[text].parent)
    #expect(shape.holder(of: 0, in: page) == 0)
    #expect(shape.proseBefore(0) == 0)
    #expect(shape.proseBefore(1) == 1)
  }

  @Test("a page without a block has a shape, too")
  func empty() {
    let shape = PageShape(scan(""))
    #expect(shape.proseCount == 0)
    #expect(shape.headline == nil)
  }
}
