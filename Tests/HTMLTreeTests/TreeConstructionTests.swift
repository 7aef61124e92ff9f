import HTMLTree
import Testing

@Suite struct TreeConstructionTests {
  /// The body's part of a page's outline, without the indent; blank lines of the literal are not there.
  private func body(_ text: String, _ options: ParseOptions = ParseOptions()) -> String {
    let lines = HTMLDocument(parsing: Array(text.utf8), options: options).outline()
      .split(separator: "\n", omittingEmptySubsequences: false)
    guard let start = lines.firstIndex(of: "|   <body>") else {
      return lines.joined(separator: "\n")
    }
    return lines[(start + 1)...].map {
      $0.hasPrefix("|     ") ? String($0.dropFirst(6)) : String($0)
    }
    .joined(separator: "\n")
  }

  private func fragment(
    _ text: String, in context: TagName, _ namespace: Namespace = .html
  ) -> String {
    HTMLDocument(parsingFragment: Array(text.utf8), context: context, namespace: namespace)
      .outline()
  }

  @Test("a page's head and body are there even when its tags are not")
  func impliedTags() {
    let page = HTMLDocument(parsing: Array("<title>T</title><p>a<p>b &amp; c".utf8))
    #expect(
      page.outline() == """
        | <html>
        |   <head>
        |     <title>
        |       "T"
        |   <body>
        |     <p>
        |       "a"
        |     <p>
        |       "b & c"
        """)
    #expect(HTMLDocument(parsing: []).outline() == "| <html>\n|   <head>\n|   <body>")
  }

  @Test("a formatting element that crosses a block is closed before it and opened again in it")
  func adoptionAgency() {
    #expect(
      body("<b>x<div>y</b>z") == """
        <b>
          "x"
        <div>
          <b>
            "y"
          "z"
        """)
  }

  @Test("an open formatting element is repeated in the next block, three equal ones at most")
  func reconstruction() {
    #expect(
      body("<p><i><i><i><i><i>x<p>y") == """
        <p>
          <i>
            <i>
              <i>
                <i>
                  <i>
                    "x"
        <p>
          <i>
            <i>
              <i>
                "y"
        """)
  }

  @Test("what cannot stand in a table goes before it, its white space stays")
  func fosterParenting() {
    #expect(
      body("<table> <tr><td>c</td> x<b>y</b></table>") == """
        " x"
        <b>
          "y"
        <table>
          " "
          <tbody>
            <tr>
              <td>
                "c"
        """)
  }

  @Test("a table closes an open paragraph, but not in quirks mode")
  func quirks() {
    #expect(body("<!doctype html><p>a<table>") == "<p>\n  \"a\"\n<table>")
    #expect(body("<p>a<table>") == "<p>\n  \"a\"\n  <table>")
  }

  @Test("list items, definitions and headings close one another")
  func impliedEnds() {
    #expect(
      body("<ul><li>a<li>b<ul><li>c</ul></ul><dl><dt>d<dd>e</dl><h1>f<h2>g") == """
        <ul>
          <li>
            "a"
          <li>
            "b"
            <ul>
              <li>
                "c"
        <dl>
          <dt>
            "d"
          <dd>
            "e"
        <h1>
          "f"
        <h2>
          "g"
        """)
  }

  @Test("a link ends where the next one starts")
  func nestedLinks() {
    #expect(
      body("<a href=1>x<a href=2>y") == """
        <a>
          href="1"
          "x"
        <a>
          href="2"
          "y"
        """)
  }

  @Test("SVG and MathML keep their namespaces and spellings, and HTML ends them")
  func foreignContent() {
    #expect(
      body("<svg viewbox=1><lineargradient/><foreignobject><p>a</p></foreignobject><p>b") == """
        <svg svg>
          viewBox="1"
          <svg linearGradient>
          <svg foreignObject>
            <p>
              "a"
        <p>
          "b"
        """)
    #expect(body("<math>x<![CDATA[<y>]]></math>") == "<math math>\n  \"x<y>\"")
    #expect(body("<div><![CDATA[y]]>") == "<div>\n  <!-- [CDATA[y]] -->")
  }

  @Test("a template's content is kept apart")
  func templates() {
    #expect(
      fragment("<template><td>a</template>b", in: .div) == """
        | <template>
        |   content
        |     <td>
        |       "a"
        | "b"
        """)
  }

  @Test("a fragment is read as what its context allows")
  func fragments() {
    #expect(fragment("<td>a", in: .tr) == "| <td>\n|   \"a\"")
    #expect(fragment("<td>a", in: .div) == "| \"a\"")
    #expect(fragment("a</title><b>", in: .title) == "| \"a</title><b>\"")
    #expect(fragment("<desc><p>", in: .svg, .svg) == "| <svg desc>\n|   <p>")
  }

  @Test("a select may hold other elements, and its chosen option shows in selectedcontent")
  func selects() {
    #expect(
      body("<select><button><selectedcontent></button><option>a<option selected>b<i>c</i></select>")
        == """
        <select>
          <button>
            <selectedcontent>
              "b"
              <i>
                "c"
          <option>
            "a"
          <option>
            selected=""
            "b"
            <i>
              "c"
        """)
    #expect(body("<select><div>a<select>b") == "<select>\n  <div>\n    \"a\"\n\"b\"")
  }

  @Test("noscript holds markup, or text where scripts run")
  func scripting() {
    var options = ParseOptions()
    #expect(body("x<noscript><img></noscript>", options) == "\"x\"\n<noscript>\n  <img>")
    options.isScriptingOn = true
    #expect(body("x<noscript><img></noscript>", options) == "\"x\"\n<noscript>\n  \"<img>\"")
  }

  @Test("text around what is dropped is one text node")
  func joinedText() {
    #expect(body("a</x>b&lt;</x>c</y>d") == "\"ab<cd\"")
    #expect(body("<table>a<tr>b</table>c") == "\"ab\"\n<table>\n  <tbody>\n    <tr>\n\"c\"")
  }

  @Test("attributes of a second html or body tag are added to the first")
  func mergedAttributes() {
    let page = HTMLDocument(parsing: Array("<html a=1><body b=2><html a=3 c=4><body b=5 d=6>".utf8))
    #expect(
      page.outline() == """
        | <html>
        |   a="1"
        |   c="4"
        |   <head>
        |   <body>
        |     b="2"
        |     d="6"
        """)
  }

  @Test("a frameset replaces a body in which nothing has been shown")
  func framesets() {
    let page = HTMLDocument(parsing: Array("<p><frameset><frame> x</frameset>".utf8))
    #expect(page.outline() == "| <html>\n|   <head>\n|   <frameset>\n|     <frame>\n|     \" \"")
  }

  @Test("a line feed right after pre is dropped, another is not")
  func leadingLineFeed() {
    #expect(body("<pre>\n\na</pre>") == "<pre>\n  \"\na\"")
    #expect(body("<textarea>\r\nb") == "<textarea>\n  \"b\"")
  }
}
