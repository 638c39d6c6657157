#!/usr/bin/env python3
"""The small form of the benchmark: an invented book, eight questions, DuckDB beside it in one run.

    python3 Tests/Benchmarks/small.py [--invoices 20000] [--runs 7] [--keep]

Needs a release build of `invoq` and `QuestionTimes`. Where Python has no DuckDB it says so and is content.
Answers must be equal. Of times only the ratio DuckDB / invoq counts, in the same run: it may not fall
to a third of the one in `Tests/Benchmarks/ratios.tsv`, which `--keep` writes anew.
"""
import argparse, os, shutil, subprocess, sys, tempfile, time
import benchmark

DAY, TODAY = '2026-03-31', '2026-05-20'
RATIOS = os.path.join(benchmark.HERE, 'ratios.tsv')
TABLES = ['customers', 'invoices', 'invoice_lines', 'payments', 'allocations']
OWED = """(SELECT i.*, i.total - coalesce((SELECT sum(amount) FROM allocations a
 WHERE a.document = i.number AND a.date <= DATE '{day}'), 0) AS owed
 FROM invoices i WHERE date <= DATE '{day}' AND NOT draft
 AND (void_on IS NULL OR void_on > DATE '{day}'))"""

# Name, what is compared, our question, DuckDB's.
QUESTIONS = [
    ('invoice', 'number total line amount',
     '#{number}.lines show document.number as number, document.total as total, line, amount',
     "SELECT i.number, i.total, l.line, l.amount FROM invoices i JOIN invoice_lines l"
     " ON l.document = i.number WHERE i.number = '{number}'"),
    ('customer', 'number due owed',
     'invoices where customer is "{customer}" and open show number, due, owed',
     "SELECT number, due, owed FROM " + OWED + " WHERE customer = '{customer}' AND owed <> 0"),
    ('aging', 'customer currency owed late',
     'invoices as of {day} where open sum owed as owed, sum(owed where days_overdue > 30) as late'
     ' by customer.number as customer, currency',
     "SELECT customer, currency, sum(owed) AS owed, coalesce(sum(owed) FILTER (due < DATE '{day}'"
     " - 30), 0) AS late FROM " + OWED + " WHERE owed <> 0 GROUP BY ALL"),
    ('revenue', 'm currency net',
     'invoices where status not in (draft, void) and date in 2025 sum net as net'
     ' by month_number(date) as m, currency',
     "SELECT month(date) AS m, currency, sum(net) AS net FROM invoices WHERE NOT draft"
     " AND void_on IS NULL AND year(date) = 2025 GROUP BY ALL"),
    ('items', 'item n quantity',
     'lines where quantity > 0 count as n, sum quantity as quantity by item',
     "SELECT coalesce(item, '') AS item, count(*) AS n, sum(quantity) AS quantity"
     " FROM invoice_lines WHERE quantity > 0 GROUP BY ALL"),
    ('unapplied', 'number unapplied',
     'payments where unapplied <> 0 show number, unapplied',
     "SELECT number, amount - coalesce(used, 0) AS unapplied FROM payments LEFT JOIN"
     " (SELECT payment, sum(amount) AS used FROM allocations GROUP BY 1) ON payment = number"
     " WHERE amount <> coalesce(used, 0)"),
    ('arithmetic', 'number net s',
     'invoices where sum lines.amount <> net show number, net, sum lines.amount as s',
     "SELECT number, net, s FROM invoices JOIN (SELECT document, sum(amount) AS s"
     " FROM invoice_lines GROUP BY 1) ON document = number WHERE s <> net"),
    ('words', 'n',
     'lines where description has "coffee" count as n',
     "SELECT count(*) AS n FROM invoice_lines WHERE description ILIKE '%coffee%'"),
]


def load(connection, folder):
    """The files as typed tables; money is exact there too."""
    kinds = {'amount': 'DECIMAL(18,4)', 'net': 'DECIMAL(18,4)', 'tax': 'DECIMAL(18,4)',
             'total': 'DECIMAL(18,4)', 'quantity': 'DECIMAL(18,4)', 'unit_price': 'DECIMAL(18,4)',
             'date': 'DATE', 'due': 'DATE', 'void_on': 'DATE', 'draft': 'BOOLEAN'}
    for table in TABLES:
        path = os.path.join(folder, table + '.csv')
        with open(path, encoding='utf-8') as file:
            names = file.readline().strip().split(',')
        types = {name: kinds.get(name, 'VARCHAR') for name in names}
        connection.execute(
            f"CREATE TABLE {table} AS SELECT * FROM read_csv('{path}', types = {types})")


def measured(ours, connection, asked, runs):
    """For each question the fastest of both: other programs only ever make times longer."""
    lines = ''.join(f'{name}\t{mine}\n' for name, _, mine, _ in asked)
    own, theirs = {name: [] for name, *_ in asked}, {name: [] for name, *_ in asked}
    for _ in range(runs):
        run = subprocess.run(
            [benchmark.TIMES, ours.book, TODAY, '3'], input=lines, capture_output=True, text=True)
        for line in run.stdout.splitlines():
            name, _, _, fastest, _ = line.split('\t')
            own[name].append(float(fastest))
        for name, _, _, sql in asked:
            start = time.perf_counter()
            connection.execute(sql).fetchall()
            theirs[name].append((time.perf_counter() - start) * 1000)
    return {name: (min(own[name]), min(theirs[name])) for name in own}


def differing(ours, connection, asked):
    wrong = []
    for name, columns, mine, sql in asked:
        cursor = connection.execute(sql)
        names = [column[0] for column in cursor.description]
        heads, rows = ours.answer(mine)
        wanted = columns.split()
        if any(column not in heads for column in wanted):
            wrong.append(name)
        elif benchmark.table(rows, heads, wanted) != benchmark.table(
                cursor.fetchall(), names, wanted):
            wrong.append(name)
    return wrong


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--invoices', type=int, default=20000)
    parser.add_argument('--runs', type=int, default=7)
    parser.add_argument('--keep', action='store_true')
    options = parser.parse_args()
    try:
        import duckdb
    except ImportError:
        print('no DuckDB for Python here: nothing to compare with')
        return 0
    folder = tempfile.mkdtemp()
    try:
        files = os.path.join(folder, 'files')
        subprocess.run(
            [benchmark.INVOQ, 'sample', '--invoices', str(options.invoices), '--seed', '5', files],
            check=True, stdout=subprocess.DEVNULL)
        ours = benchmark.Ours(folder, TODAY, [])
        ours.load(files)
        connection = duckdb.connect()
        load(connection, files)
        number, customer = connection.execute(
            "SELECT number, customer FROM invoices ORDER BY number LIMIT 1 OFFSET 777").fetchone()
        places = {'number': number, 'customer': customer, 'day': DAY}
        asked = []
        for name, columns, mine, sql in QUESTIONS:
            day = TODAY if name == 'customer' else DAY
            asked.append((name, columns, mine.format(**places),
                          sql.format(**{**places, 'day': day})))
        wrong = differing(ours, connection, asked)
        times = measured(ours, connection, asked, options.runs)
    finally:
        shutil.rmtree(folder)
    return tell(times, wrong, options.keep)


def tell(times, wrong, keep):
    before = {}
    if os.path.exists(RATIOS) and not keep:
        with open(RATIOS, encoding='utf-8') as file:
            before = {name: float(ratio) for name, ratio in map(str.split, file)}
    failed = bool(wrong)
    print('question     invoq ms  duckdb ms  ratio  before')
    for name, (own, theirs) in times.items():
        ratio = theirs / max(own, 0.001)
        said = ' DIFFERENT ANSWERS' if name in wrong else ''
        if ratio < before.get(name, 0) / 3:
            failed, said = True, said + ' LESS THAN A THIRD'
        print(f'{name:11} {own:9.3f} {theirs:10.3f} {ratio:6.1f} {before.get(name, 0):7.1f}{said}')
    if keep and not failed:
        with open(RATIOS, 'w', encoding='utf-8') as file:
            file.writelines(
                f'{name}\t{theirs / max(own, 0.001):.1f}\n' for name, (own, theirs) in times.items())
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
