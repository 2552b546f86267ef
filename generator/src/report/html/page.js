(() => {
  'use strict';
  const find = (id) => document.getElementById(id);
  const target = () => {
    try {
      return find(decodeURIComponent(location.hash.slice(1)));
    } catch {
      return null;
    }
  };

  const contents = find('contents');
  if (contents && matchMedia('(max-width: 61.99rem)').matches) {
    contents.open = false;
  }

  const form = find('filter');
  if (!form) {
    return;
  }
  const text = find('filter-text');
  const service = find('filter-service');
  const verdict = find('filter-verdict');
  const status = find('filter-status');
  const count = find('filter-count');
  const none = find('filter-none');
  const entries = [...document.querySelectorAll('article')];
  const sections = [...document.querySelectorAll('main > section')];
  const links = [...contents.querySelectorAll('li')].map((item) => {
    return [item, find(item.querySelector('a').hash.slice(1))];
  });
  const groups = [...contents.querySelectorAll('.group')];

  // What can be searched: the names of the entry, and all code in it. It is read when somebody searches.
  const texts = new Map();
  const textOf = (entry) => {
    if (!texts.has(entry)) {
      const code = [...entry.querySelectorAll('code')].map((it) => it.textContent);
      texts.set(entry, `${entry.dataset.search} ${code.join(' ').toLowerCase()}`);
    }
    return texts.get(entry);
  };

  const apply = () => {
    const words = text.value.toLowerCase().split(/\s+/);
    let shown = 0;
    for (const entry of entries) {
      const { verdict: itsVerdict, status: itsStatus } = entry.dataset;
      const matches = (!service.value || service.value === entry.parentElement.id)
        && (!verdict.value || verdict.value === itsVerdict)
        && (!status.value || status.value === itsStatus)
        && words.every((word) => !word || textOf(entry).includes(word));
      entry.hidden = !matches;
      shown += matches;
    }
    for (const section of sections) {
      section.hidden = !section.querySelector('article:not([hidden])');
    }
    for (const [item, entry] of links) {
      item.hidden = entry.hidden;
    }
    for (const group of groups) {
      group.hidden = !group.querySelector('li:not([hidden])');
    }
    none.hidden = shown > 0;
    count.textContent = `${shown} of ${entries.length} shown`;
  };

  // A link leads to what the filter hides, too.
  const reveal = () => {
    const place = target();
    if (place && place.closest('[hidden]')) {
      form.reset();
    }
    if (place) {
      place.scrollIntoView();
    }
  };

  form.addEventListener('input', apply);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => {
    text.value = '';
    service.value = '';
    verdict.value = '';
    status.value = '';
    apply();
  });
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link && link.hash === location.hash) {
      reveal();
    }
  });
  addEventListener('hashchange', reveal);
  form.hidden = false;
  apply();
  reveal();
})();
