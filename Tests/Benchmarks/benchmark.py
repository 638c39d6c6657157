#!/usr/bin/env python3
"""Compares invoq with SQLite, DuckDB and polars on one book: answers first, then times, in one run.

    python3 Tests/Benchmarks/benchmark.py DATA PEERS [--runs 5] [--work FOLDER]

DATA is a folder that `gen_invoices.py` has written, PEERS the folder with its `queries.py` and
`polq.py`: the same questions in the dialects of the peers. Needs `pip install duckdb`, for the third
peer `polars` too, and a release build:

    swift build -c release --static-swift-stdlib

Every engine is asked every question in turn, round after round, and medians are told. A question
whose answers differ is told so, and its times count for nothing.
"""
import argparse, csv, decimal, importlib.util, io, json, os, platform, shutil, sqlite3, statistics
import subprocess, sys, time

HERE = os.path.dirname(os.path.abspath(__file__))
BUILT = os.path.join(HERE, '..', '..', '.build', 'release')
INVOQ = os.path.join(BUILT, 'invoq')
TIMES = os.path.join(BUILT, 'QuestionTimes')


def questions(parameters):
    """The questions with their parameters: name, peers' columns, our columns, text."""
    with open(os.path.join(HERE, 'questions.tsv'), encoding='utf-8') as file:
        for line in file:
            if line.strip() and not line.startswith('# '):
                name, theirs, ours, text = line.rstrip('\n').split('\t')
                yield name, theirs.split(), ours.split(), text.format(**parameters)


def plain(value):
    """A value as all engines can tell it: numbers without zeros that nobody wrote."""
    if value is None:
        return ''
    text = str(value).strip()
    if text.startswith("'"):
        text = text[1:]
    try:
        number = decimal.Decimal(text).quantize(decimal.Decimal('0.01'))
        return format(number.normalize(), 'f') if number else '0'
    except decimal.InvalidOperation:
        return text[:10] if text[4:5] == '-' and text[7:8] == '-' else text


def table(rows, names, wanted):
    places = [names.index(name) for name in wanted]
    return sorted([plain(row[place]) for place in places] for row in rows)


class Peer:
    def __init__(self, name, folder, queries, parameters):
        self.name, self.queries = name, queries.get(name, parameters)
        self.schema, self.module = queries.schema(name), queries
        self.path = os.path.join(folder, name + '.db')

    def load(self, data):
        start = time.perf_counter()
        if os.path.exists(self.path):
            os.remove(self.path)
        if self.name == 'duckdb':
            self.open()
            for name, statement in self.schema.items():
                self.connection.execute(statement)
                source = os.path.join(data, name + '.csv')
                self.connection.execute(f"COPY {name} FROM '{source}' (HEADER)")
            self.connection.execute('CHECKPOINT book')
        else:
            self.connection = sqlite3.connect(self.path)
            for name, statement in self.schema.items():
                self.connection.execute(statement)
                with open(os.path.join(data, name + '.csv'), encoding='utf-8', newline='') as file:
                    rows = csv.reader(file)
                    width = len(next(rows))
                    marks = ', '.join('?' * width)
                    self.connection.executemany(f'INSERT INTO {name} VALUES ({marks})', rows)
            for statement in self.module.SQLITE_INDEXES:
                self.connection.execute(statement)
            self.connection.commit()
        return time.perf_counter() - start

    def open(self):
        """Opens DuckDB's file, in a format that its command line can read too."""
        import duckdb
        self.connection = duckdb.connect()
        self.connection.execute(f"ATTACH '{self.path}' AS book (STORAGE_VERSION 'v1.0.0')")
        self.connection.execute('USE book')

    def ask(self, name):
        start = time.perf_counter()
        cursor = self.connection.execute(self.queries[name])
        rows = cursor.fetchall()
        names = [column[0] for column in cursor.description]
        return (time.perf_counter() - start) * 1000, names, rows


class Polars:
    """Columns in Parquet files, which it reads as far as a question needs them."""
    name = 'polars'

    def __init__(self, folder, queries, parameters):
        os.environ['POLARS_MAX_THREADS'] = str(os.cpu_count())
        self.path, self.module, self.parameters = os.path.join(folder, 'parquet'), queries, parameters

    def load(self, data):
        import polars, polq
        shutil.rmtree(self.path, ignore_errors=True)
        os.makedirs(self.path)
        start = time.perf_counter()
        for name in self.module.TABLES:
            columns = [column.split(' ')[:2] for column in self.module.COLS[name].split(', ')]
            texts = {column: polars.String for column, kind in columns if kind == 'VARCHAR'}
            polars.scan_csv(
                os.path.join(data, name + '.csv'), try_parse_dates=True, schema_overrides=texts
            ).sink_parquet(os.path.join(self.path, name + '.parquet'))
        took = time.perf_counter() - start
        tables = {name: polars.scan_parquet(os.path.join(self.path, name + '.parquet'))
                  for name in self.module.TABLES}
        self.questions = polq.suite(tables, self.parameters)
        return took

    def ask(self, name):
        start = time.perf_counter()
        rows = self.questions[name]().collect().rows()
        return (time.perf_counter() - start) * 1000, [], rows


class Ours:
    name = 'invoq'

    def __init__(self, folder, today, asked):
        self.book, self.today = os.path.join(folder, 'book'), today
        self.lines = ''.join(f'{name}\t{text}\n' for name, _, _, text in asked)

    def load(self, data):
        shutil.rmtree(self.book, ignore_errors=True)
        start = time.perf_counter()
        subprocess.run(
            [INVOQ, 'import', data, '--into', self.book], check=True, stderr=subprocess.DEVNULL)
        return time.perf_counter() - start

    def answer(self, text):
        run = subprocess.run(
            [INVOQ, self.book, '--today', self.today, '--no-history', '-o', 'csv', '-c', text],
            capture_output=True, text=True)
        rows = list(csv.reader(io.StringIO(run.stdout)))
        return (rows[0], rows[1:]) if rows else ([run.stderr.split('\n')[0]], [])

    def times(self):
        """Milliseconds of each question: the first time, and once more."""
        run = subprocess.run(
            [TIMES, self.book, self.today, '1'], input=self.lines, capture_output=True, text=True)
        told = [line.split('\t') for line in run.stdout.splitlines()]
        return {line[0]: (float(line[1]), float(line[2])) for line in told if line[1] != 'error'}


def cold(command, runs=15):
    """Milliseconds of a whole process."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def size(path):
    if os.path.isdir(path):
        return sum(size(os.path.join(path, name)) for name in os.listdir(path))
    return os.path.getsize(path)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('data')
    parser.add_argument('peers')
    parser.add_argument('--runs', type=int, default=5)
    parser.add_argument('--work', default='.build/benchmark')
    options = parser.parse_args()
    sys.path.insert(0, options.peers)
    import queries
    with open(os.path.join(options.data, 'meta.json'), encoding='utf-8') as file:
        meta = json.load(file)
    parameters = meta['params']
    asked = list(questions(parameters))
    os.makedirs(options.work, exist_ok=True)
    ours = Ours(options.work, parameters['today'], asked)
    peers = [Peer(name, options.work, queries, parameters) for name in ('duckdb', 'sqlite')]
    if importlib.util.find_spec('polars'):
        peers.append(Polars(options.work, queries, parameters))
    names = [peer.name for peer in peers]
    megabytes = sum(entry['bytes'] for entry in meta['tables'].values()) / 1e6
    print(f'{platform.machine()}, {os.cpu_count()} cores · {megabytes:.0f} MB of CSV\n')
    print('| | invoq |', ' | '.join(names), '|\n|---|---|' + '---|' * len(names))
    loads = [engine.load(options.data) for engine in [ours] + peers]
    print('| import, MB/s |', ' | '.join(f'{megabytes / took:.0f}' for took in loads), '|')
    sizes = [size(ours.book)] + [size(peer.path) for peer in peers]
    print('| on disk, MB |', ' | '.join(f'{bytes / 1e6:.0f}' for bytes in sizes), '|')
    number = parameters['invoice']
    lookups = [
        [INVOQ, ours.book, '--no-history', '-c', f'#{number} show number, total'],
        [shutil.which('duckdb') or 'duckdb', peers[0].path, '-readonly', '-c',
         f"select number, total from invoices where number = '{number}'"],
        [shutil.which('sqlite3') or 'sqlite3', peers[1].path,
         f"select number, total from invoices where number = '{number}'"]]
    peers[0].connection.close()
    told = [f'{cold(command):.1f}' if os.path.exists(command[0]) else '–' for command in lookups]
    print('| an invoice by number, whole process, ms |',
          ' | '.join(told + ['–'] * (len(peers) - 2)), '|')
    peers[0].open()

    measured = {name: [[] for _ in range(len(peers) + 1)] for name, _, _, _ in asked}
    first, same = {}, {}
    for _ in range(options.runs):
        for name, (once, again) in ours.times().items():
            first.setdefault(name, once)
            measured[name][0].append(again)
        for place, peer in enumerate(peers, 1):
            for name, theirs, mine, text in asked:
                took, columns, rows = peer.ask(name)
                measured[name][place].append(took)
                if place == 1 and name not in same:
                    heads, own = ours.answer(text)
                    missing = [column for column in mine if column not in heads]
                    same[name] = not missing and (
                        table(own, heads, mine) == table(rows, columns, theirs))
    print('\n| question | answers | invoq, first | invoq, warm |', ' | '.join(names),
          '| best peer / invoq |\n|---|---|---|---|' + '---|' * (len(names) + 1))
    ahead = []
    for name, (own, *others) in measured.items():
        if not own:
            print(f'| {name} | an error |' + ' |' * (len(names) + 3))
            continue
        ours_ms, theirs = statistics.median(own), [statistics.median(times) for times in others]
        ratios = [took / max(ours_ms, 0.001) for took in theirs]
        if same[name]:
            ahead.append((min(ratios), ratios[0]))
        print(f'| {name} | {"equal" if same[name] else "DIFFER"} | {first[name]:.1f} |'
              f' {ours_ms:.2f} |', ' | '.join(f'{took:.1f}' for took in theirs),
              f'| {min(ratios):.1f} |')
    if ahead:
        best, duck = (statistics.geometric_mean(ratios) for ratios in zip(*ahead))
        print(f'\ngeometric mean over {len(ahead)} questions with equal answers: '
              f'{best:.1f} times ahead of the best peer, {duck:.1f} of DuckDB')
    return 0 if all(same.values()) else 1


if __name__ == '__main__':
    sys.exit(main())
