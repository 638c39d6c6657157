import Diagnostics
import Foundation
import Shell
import TestSupport
import Testing

/// Pages and drawings as a browser shows and prints them.
@Suite(.enabled(if: Browser.isThere, "chromium, python3 or pdftotext is absent"))
struct PictureTests {
  private func exported(_ file: String, _ ask: String) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let (session, output) = try ExampleBook.session()
    session.exportFolder = folder.path
    #expect(session.run(SourceText("\(ask) export \"\(file)\"")) == .done, "\(output.take())")
    return folder
  }

  /// The edges of what is not white in a picture: left, top, right, bottom.
  private static let edges = """
    import struct, zlib
    data = open('a.png', 'rb').read()
    width, height, depth, color = struct.unpack('>IIBB', data[16:26])
    assert depth == 8
    place, packed = 8, b''
    while place < len(data):
      size = struct.unpack('>I', data[place:place + 4])[0]
      if data[place + 4:place + 8] == b'IDAT': packed += data[place + 8:place + 8 + size]
      place += size + 12
    bytes_per, raw = {2: 3, 6: 4}[color], zlib.decompress(packed)
    row, marked = bytearray(width * bytes_per), []
    for y in range(height):
      start = y * (len(row) + 1)
      kind, line = raw[start], bytearray(raw[start + 1:start + 1 + len(row)])
      for i in range(len(line)):
        a = line[i - bytes_per] if i >= bytes_per else 0
        b, c = row[i], row[i - bytes_per] if i >= bytes_per else 0
        p = a + b - c
        near = min((abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - c), 2, c))[2]
        line[i] = (line[i] + [0, a, b, (a + b) // 2, near][kind]) & 255
      row = line
      dark = [x for x in range(width) if max(line[x * bytes_per:x * bytes_per + 3]) < 200]
      if dark: marked.append((y, dark[0], dark[-1]))
    print(min(m[1] for m in marked), marked[0][0], max(m[2] for m in marked), marked[-1][0])
    """

  private func edges(of file: String, in folder: TemporaryFolder) throws -> [Int] {
    let script = folder.path + "/edges.py"
    try Self.edges.write(toFile: script, atomically: true, encoding: .utf8)
    let run = try ProgramRun(
      shell: """
        cd "\(folder.path)" && \(Browser.command) --window-size=840,400 --screenshot=a.png \
        "file://$PWD/\(file)" >/dev/null 2>&1; python3 edges.py
        """)
    let edges = run.output.split { $0.isWhitespace }.compactMap { Int($0) }
    try #require(edges.count == 4, "\(run.errors)")
    return edges
  }

  /// A drawing alone fills the width that it asks for, and keeps off its edges.
  @Test(arguments: ["aging chart bars", "month(date) chart line"])
  func drawingsFillTheirPlace(_ chart: String) throws {
    let ask = "invoices where currency = EUR sum total by \(chart)"
    let edges = try edges(of: "a.svg", in: exported("a.svg", ask))
    #expect((10...60).contains(edges[0]), "\(edges)")
    #expect(edges[1] >= 10, "\(edges)")
    #expect((700...800).contains(edges[2]), "\(edges)")
  }

  /// What needs much room is printed on turned paper, and its last column is on it.
  @Test func widePagesArePrintedWhole() throws {
    let folder = try exported("a.html", "aging_by")
    let run = try ProgramRun(
      shell: """
        cd "\(folder.path)" && \(Browser.command) --no-pdf-header-footer --print-to-pdf=a.pdf \
        "file://$PWD/a.html" >/dev/null 2>&1; pdftotext -layout a.pdf - ; pdfinfo a.pdf
        """)
    #expect(run.output.contains("Aging by customer"))
    let row = run.output.split(separator: "\n").first { $0.contains("Acme, Inc.") }
    #expect(row?.hasSuffix("USD 2,999.25") == true, "\(row ?? "")")
    #expect(run.output.contains("841.92 x 594.96") || run.output.contains("842 x 595"))
  }
}

/// The browser that looks.
private enum Browser {
  static let isThere: Bool = {
    let tools = "command -v chromium && command -v python3 && command -v pdftotext"
    return (try? ProgramRun(shell: tools))?.status == 0
  }()

  static let command =
    "chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --user-data-dir=profile"
}
