import Diagnostics
import Foundation
import Shell
import TestSupport
import Testing

/// Exported files as other programs read them.
@Suite struct ExportedFileTests {
  private static func has(_ command: String) -> Bool {
    (try? ProgramRun(shell: command))?.status == 0
  }

  private static let hasPython = has("python3 -c ''")
  private static let hasOpenpyxl = has("python3 -c 'import openpyxl'")
  private static let hasLibreOffice = has("command -v soffice")

  /// Columns of every kind, formulas and markup among the texts.
  private static let ask = """
    customers where number in ("C-001", "C-004", "C-009") take 3 \
    calc "=cmd|' /C calc'!A1" as formula, "<script>alert(1)</script>" as markup, \
    0.1 as tenth, 12345678901234567890 as large, last_payment as day, name is missing as no \
    show name, number, formula, markup, tenth, large, day, no, owed
    """

  private func exported(_ name: String, _ ask: String = ask) throws -> (TemporaryFolder, String) {
    let folder = try TemporaryFolder()
    let (session, output) = try ExampleBook.session()
    session.exportFolder = folder.path
    #expect(session.run(SourceText("\(ask) export \"\(name)\"")) == .done, "\(output.take())")
    return (folder, folder.path + "/" + name)
  }

  private func python(_ script: String) throws -> String {
    let run = try ProgramRun(shell: "python3 -", input: script)
    try #require(run.status == 0, "\(run.errors)")
    return run.output
  }

  @Test(.enabled(if: hasOpenpyxl, "openpyxl is absent"))
  func aWorkbookHasNumbersDaysAndTexts() throws {
    let (folder, file) = try exported("a.xlsx")
    let said = try python(
      """
      import openpyxl, datetime
      book = openpyxl.load_workbook(r'''\(file)''')
      sheet, about = book.worksheets
      assert book.sheetnames == ['Customers', 'About'], book.sheetnames
      assert sheet.freeze_panes == 'A2', sheet.freeze_panes
      heads = [cell.value for cell in sheet[1]]
      assert heads[:9] == 'name number formula markup tenth large day no owed'.split(), heads
      assert sheet.max_row == 4
      for row in sheet.iter_rows(min_row=2):
        cells = dict(zip(heads, row))
        assert cells['formula'].value == "=cmd|' /C calc'!A1" and cells['formula'].data_type != 'f'
        assert cells['markup'].value == '<script>alert(1)</script>'
        assert cells['tenth'].value == 0.1 and cells['tenth'].data_type == 'n'
        assert cells['large'].value == '12345678901234567890'
        assert isinstance(cells['day'].value, (datetime.datetime, type(None)))
        owed = cells['owed']
        assert owed.data_type == 'n' and '#,##0' in owed.number_format or ' + ' in owed.value
        assert cells['no'].value == 'no'
      facts = {row[0].value: row[1].value for row in about.iter_rows()}
      assert facts['Question'].startswith('customers where'), facts
      assert facts['Book'] == 'book' and facts['As of'].year == 2026, facts
      print(sorted(facts))
      """)
    #expect(said.contains("'Made'"))
    withExtendedLifetime(folder) {}
  }

  @Test(.enabled(if: hasPython, "python3 is absent"))
  func anArchiveIsPackedRightWhateverItsSize() throws {
    for ask in ["invoices show *", "invoices where number is \"none\"", "invoices take 1"] {
      let (folder, file) = try exported("a.xlsx", ask)
      let said = try python(
        """
        import zipfile, xml.dom.minidom
        archive = zipfile.ZipFile(r'''\(file)''')
        assert archive.testzip() is None
        for name in archive.namelist(): xml.dom.minidom.parseString(archive.read(name))
        print(len(archive.namelist()))
        """)
      #expect(said == "7\n")
      withExtendedLifetime(folder) {}
    }
  }

  @Test(.enabled(if: hasLibreOffice, "LibreOffice is absent"))
  func noFormulaRunsInLibreOffice() throws {
    for name in ["a.xlsx", "a.csv"] {
      let (folder, file) = try exported(name)
      let run = try ProgramRun(
        shell: """
          cd "\(folder.path)" && soffice -env:UserInstallation=file://\(folder.path)/profile \
          --headless --convert-to fods --outdir out "\(file)" >/dev/null 2>&1; cat out/a.fods
          """)
      #expect(run.output.contains("office:document"), "\(run.errors)")
      #expect(!run.output.contains("table:formula"), "\(name)")
      #expect(run.output.contains("=cmd|"), "\(name)")
    }
  }

  @Test(.enabled(if: hasPython, "python3 is absent"))
  func noTextOfABookBecomesMarkup() throws {
    let (folder, file) = try exported("a.html", Self.ask.replacing(" take 3", with: ""))
    let said = try python(
      """
      import html.parser
      known = set('html head meta title style body main header h1 p address br ul li b span table'
        ' thead tbody tfoot tr th td footer code'.split())
      class Reader(html.parser.HTMLParser):
        texts = []
        def handle_starttag(self, tag, attributes):
          assert tag in known, tag
          for name, value in attributes:
            assert name in ('lang', 'charset', 'http-equiv', 'content', 'name', 'class'), name
        def handle_data(self, data): self.texts.append(data)
      reader = Reader()
      reader.feed(open(r'''\(file)''', encoding='utf-8').read())
      assert '<script>alert(1)</script>' in reader.texts
      print(any("default-src 'none'" in text for text in [open(r'''\(file)''').read()]))
      """)
    #expect(said == "True\n")
    withExtendedLifetime(folder) {}
  }
}
