import Foundation
import TestSupport
import Testing

/// The public files that stand beside the project, where they do.
enum PublicData {
  static let folder: String? = {
    var folder = URL(filePath: #filePath).deletingLastPathComponent()
    while folder.path() != "/" {
      folder.deleteLastPathComponent()
      let path = folder.appending(path: "shared/data").path()
      if FileManager.default.fileExists(atPath: path) { return path }
    }
    return nil
  }()
}

/// Lines of public data and of small files, and the figures worked out from them.
@Suite struct LineExportRunTests {
  /// The lines of a program's answers without headings and footers.
  private static func figures(_ line: String) throws -> [String] {
    let run = try ProgramRun(shell: line)
    let lines = run.output.split { $0.isNewline }.map(String.init)
    return lines.enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
  }

  @Test(.enabled(if: PublicData.folder != nil, "../shared/data is absent"))
  func onlineRetailHasAllItsLines() throws {
    let packed = (PublicData.folder ?? "") + "/uci-online-retail/online_retail.csv.xz"
    let folder = try TemporaryFolder()
    let figures = try LineExportRunTests.figures(
      """
      xz -dc '\(packed)' > '\(folder.path)/uci.csv' && "$INVOQ" '\(folder.path)/uci.csv' -o csv \
      -c 'invoices count' -c 'lines count' -c 'invoices sum total' -c 'lines sum amount' \
      -c 'invoices where customer is missing count'
      """)
    #expect(figures == ["25900", "541909", "9747747.934", "9747747.934", "3710"])
  }

  @Test(.enabled(if: PublicData.folder != nil, "../shared/data is absent"))
  func chinookLinesComeToTheirInvoices() throws {
    let figures = try LineExportRunTests.figures(
      """
      "$INVOQ" '\(PublicData.folder ?? "")/chinook/Invoice.csv' \
      '\(PublicData.folder ?? "")/chinook/InvoiceLine.csv' -o csv \
      -c 'invoices count' -c 'lines count' -c 'lines sum amount' -c 'invoices sum total'
      """)
    #expect(figures == ["412", "2240", "2328.60", "2328.60"])
  }

  /// Runs questions on a file of one row a line.
  private static func answers(_ file: String, _ question: String) throws -> ProgramRun {
    let folder = try TemporaryFolder()
    let path = folder.path + "/sales.csv"
    try Data(file.utf8).write(to: URL(fileURLWithPath: path))
    return try ProgramRun([path, "-o", "csv", "-c", question])
  }

  /// What a document comes to without its refused line, nobody knows.
  @Test func anAmountTooLargeIsRefused() throws {
    let run = try LineExportRunTests.answers(
      "number,date,item,quantity,price\n1,2026-01-02,A,9000000000,9000000000.00\n"
        + "1,2026-01-02,B,2,1.50\n2,2026-01-02,B,2,1.50\n",
      "invoices show number, total")
    #expect(run.output.split { $0.isNewline } == ["number,total", "1,", "2,3.00"])
    #expect(run.errors.contains("2: amount quantity × unit price is too large"))
  }

  @Test func whatTheFileSaysIsKeptAndRatesAreNoMoney() throws {
    let said = try LineExportRunTests.answers(
      "number,date,item,quantity,price,amount\n1,2026-01-02,A,2,5,9\n1,2026-01-02,B,2,5,\n",
      "lines show amount")
    #expect(said.output.split { $0.isNewline } == ["amount", "9.00", "10.00"])
    let rates = try LineExportRunTests.answers(
      "number,date,item,quantity,price,discount\n1,2026-01-02,A,2,5,0.15\n"
        + "1,2026-01-02,B,2,5,0\n2,2026-01-02,B,2,5,0\n",
      "invoices show number, total")
    #expect(rates.output.contains("1,\r\n") || rates.output.contains("1,\n"))
    #expect(rates.output.contains("2,10"))
  }

  @Test func taxOfTheLinesIsTheDocuments() throws {
    let run = try LineExportRunTests.answers(
      "number,date,item,quantity,price,tax\n1,2026-01-02,A,2,5.00,1.90\n"
        + "1,2026-01-02,B,1,5.00,0.95\n",
      "invoices show net, tax, total")
    #expect(run.output.contains("15.00,2.85,17.85"))
  }
}
