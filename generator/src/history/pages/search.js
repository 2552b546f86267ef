'use strict';

// Each file of the index calls this with its pages: [date, release, page, title, id, counts, notes, methods, members].
const pages = [];
function tinsmithSearch(more) {
  for (const page of more) {
    const [, , name, title, id, , notes, methods, members] = page;
    const service = `${title} ${id} ${name}`.toLowerCase();
    const methodNames = methods.map(([method]) => method.toLowerCase());
    const memberNames = members.map((member) => member.toLowerCase());
    pages.push({
      page,
      service,
      notes: notes.toLowerCase(),
      methodNames,
      memberNames,
      all: [service, notes.toLowerCase(), ...methodNames, ...memberNames].join('\n'),
    });
  }
}

addEventListener('DOMContentLoaded', () => {
  // So many pages are listed at once, and so many members of each.
  const MOST = 50;
  const MOST_NAMES = 12;
  const query = document.getElementById('query');
  const form = document.getElementById('search');
  const found = document.getElementById('found');
  const results = document.getElementById('results');
  let shown = MOST;

  const element = (name, className, text) => {
    const made = document.createElement(name);
    if (className) {
      made.className = className;
    }
    if (text) {
      made.textContent = text;
    }
    return made;
  };
  const link = (href, text) => {
    const made = element('a', '', text);
    made.href = href;
    return made;
  };

  const names = (list, row) => {
    const items = element('ul', 'methods');
    for (const item of list.slice(0, MOST_NAMES)) {
      const entry = element('li');
      entry.append(item);
      items.append(entry);
    }
    if (list.length > MOST_NAMES) {
      items.append(element('li', 'count', `and ${list.length - MOST_NAMES} more`));
    }
    if (list.length > 0) {
      row.append(items);
    }
  };

  const show = (entry, words) => {
    const [date, release, name, title, , counts, notes, methods, members] = entry.page;
    const address = `releases/${release}/${name}.html`;
    const row = element('li');
    const what = element('p', 'what');
    what.append(link(address, `${date} - ${title}`), ' ', element('span', 'counts', counts));
    row.append(what);
    if (notes) {
      row.append(element('p', 'note', notes));
    }
    const matches = (text) => words.some((word) => text.includes(word) && !entry.service.includes(word));
    names(methods
      .filter((_, at) => matches(entry.methodNames[at]))
      .map(([method, anchor, status]) => {
        const item = document.createDocumentFragment();
        item.append(link(`${address}#${anchor}`, method), ` (${status})`);
        return item;
      }), row);
    names(members
      .filter((_, at) => matches(entry.memberNames[at]))
      .map((member) => element('code', '', member)), row);
    return row;
  };

  // Services and methods count more than members, and these more than notes; then the newest is the first.
  const rank = (entry, words) => {
    const inSome = (texts) => words.every((word) => texts.some((text) => text.includes(word)));
    if (inSome([entry.service])) {
      return 0;
    }
    if (inSome([entry.service, ...entry.methodNames])) {
      return 1;
    }
    return inSome([entry.service, ...entry.methodNames, ...entry.memberNames]) ? 2 : 3;
  };

  const apply = () => {
    const words = query.value.toLowerCase().split(/\s+/).filter((word) => word);
    results.replaceChildren();
    document.title = words.length > 0 ? `${query.value} - Search` : 'Search';
    if (words.length === 0) {
      found.textContent = `${pages.length} pages can be searched`;
      return;
    }
    const matching = pages
      .filter((entry) => words.every((word) => entry.all.includes(word)))
      .map((entry, at) => [rank(entry, words), at, entry])
      .sort(([a, first], [b, second]) => a - b || first - second)
      .map(([, , entry]) => entry);
    if (matching.length === 0) {
      found.textContent = `Nothing matches “${query.value.trim()}”`;
      return;
    }
    found.textContent = matching.length === 1 ? '1 page matches' : `${matching.length} pages match`;
    const list = element('ul', 'rows');
    for (const entry of matching.slice(0, shown)) {
      list.append(show(entry, words));
    }
    results.append(list);
    if (matching.length > shown) {
      const more = element('button', '', `Show ${Math.min(MOST, matching.length - shown)} more`);
      more.type = 'button';
      more.addEventListener('click', () => {
        const first = shown;
        shown += MOST;
        apply();
        results.querySelectorAll('.rows > li > .what > a')[first].focus();
      });
      results.append(more);
    }
  };

  const changed = () => {
    shown = MOST;
    apply();
  };
  query.value = new URLSearchParams(location.search).get('q') || '';
  query.addEventListener('input', changed);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    history.replaceState(null, '', `?q=${encodeURIComponent(query.value)}`);
    changed();
  });
  apply();
});
