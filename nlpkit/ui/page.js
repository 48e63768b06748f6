() => {
  const byId = id => document.getElementById(id);

  // Live regions stay the same elements while their texts change.
  for (const id of ['nk-status', 'nk-files-status']) {
    byId(id)?.setAttribute('role', 'status');
    byId(id)?.setAttribute('aria-live', 'polite');
  }
  const said = document.createElement('div');
  said.className = 'nk-said';
  said.setAttribute('role', 'status');
  document.body.append(said);

  // Sections are folded as soon as they are drawn, with their tab. They say whether they are folded
  // from then on; the style sheet hides what is in them before.
  const tell = fold => fold.setAttribute('aria-expanded', fold.classList.contains('open'));
  const known = new WeakSet();
  const fold = () => {
    for (const button of document.querySelectorAll('.label-wrap')) {
      if (known.has(button)) continue;
      known.add(button);
      const shut = () => {
        if (button.classList.contains('open')) {
          button.click();
          setTimeout(shut, 100);  // What has just been drawn hears no click for a while.
          return;
        }
        tell(button);
        new MutationObserver(() => tell(button)).observe(button, {attributeFilter: ['class']});
      };
      shut();
    }
  };
  fold();
  new MutationObserver(fold).observe(byId('nk-tabs'), {childList: true, subtree: true});

  // Each paragraph in the box has the direction of its own text.
  document.querySelector('#nk-article textarea')?.setAttribute('dir', 'auto');

  // The text of the results that are shown, to tell when they are those of an earlier text.
  let sent = null;
  let ran = null;
  // A text that was pasted, and its HTML; it counts as long as the text is in the box.
  let pasted = null;
  const rich = text => pasted?.text === text ? pasted.html : '';
  const state = text => JSON.stringify([text, rich(text)]);
  const compare = now => byId('nk-results').toggleAttribute('data-old', ran !== null && now !== ran);
  window.nlpkit = {
    pressed(text) {
      sent = state(text);
      shut();
    },
    begun() {
      ran = sent;
      setTimeout(remember);  // when the folded line has its new title
      delete byId('nk-folded').dataset.editing;
      compare(ran);
    },
    changed(text) {
      if (!rich(text)) pasted = null;
      note();
      compare(state(text));
      count(text);
    },
    rich,
    rendered: () => again(),
    listed: () => order && sort(order.column, order.down),
    answered: html => answer(html),
    history: () => list(),
  };

  // A text without the marks that the page puts into it.
  const plain = element => {
    const copy = element.cloneNode(true);
    copy.querySelectorAll('.n, .tag, .flag, .back').forEach(mark => mark.remove());
    return copy.textContent.trim();
  };
  // The blocks of a column: their kind, their text, whether Markdown's marker for it is missing, and
  // whether no blank line stands before it in its list or table.
  const passages = column => [...document.querySelectorAll('#nk-rows .passage')].map(block => {
    const parts = [...block.querySelectorAll('.line')].map((row, at) => {
      const own = row.querySelector('.tgt:not(.none)');
      const text = plain(column === 'translation' && own ? own : row.querySelector('.src'));
      return (at === 0 ? '' : row.classList.contains('new') ? '\n' : ' ') + text;
    });
    const [bare, close] = ['bare', 'close'].map(name => block.classList.contains(name));
    return {kind: block.classList[1], text: parts.join(''), bare, close};
  });
  const MARKS = {title: '# ', heading: '## ', list: '- ', quote: '> '};
  const cells = text => text.split(' | ');
  const line = ({kind, text, bare}) => {
    if (!bare) return text;
    return kind === 'table' ? `| ${text} |` : MARKS[kind] + text;
  };
  const markdown = blocks => blocks.map((block, at) => {
    const {kind, text, bare, close} = block;
    const rule = kind === 'table' && bare && !close && blocks[at + 1]?.close;
    const below = rule ? `\n|${' --- |'.repeat(cells(text).length)}` : '';
    return (at === 0 ? '' : close ? '\n' : '\n\n') + line(block) + below;
  }).join('');
  // The same for editors that take HTML.
  const TAGS = {title: ['h1'], heading: ['h2'], list: ['ul', 'li'], table: ['table', 'tr'], quote: ['blockquote']};
  const linked = (element, text) => {
    const {address} = document.querySelector('.bar[data-address]').dataset;
    text.split(new RegExp(`(${address})`, 'i')).forEach((part, at) => {
      const node = at % 2 ? document.createElement('a') : document.createTextNode(part);
      if (at % 2) Object.assign(node, {href: part, textContent: part});
      element.append(node);
    });
    return element;
  };
  const html = blocks => {
    const body = document.createElement('div');
    for (const {kind, text, bare} of blocks) {
      const [outer, inner] = bare ? TAGS[kind] : ['p'];
      const last = body.lastElementChild;
      const holder = inner && last?.localName === outer ? last : document.createElement(outer);
      if (holder !== last) body.append(holder);
      const element = inner ? document.createElement(inner) : holder;
      if (inner) holder.append(element);
      const parts = kind === 'table' && bare ? cells(text) : text.split('\n');
      parts.forEach((part, at) => {
        if (inner === 'tr') element.append(linked(document.createElement('td'), part));
        else linked(element, part);
        if (inner !== 'tr' && at < parts.length - 1) element.append(document.createElement('br'));
      });
    }
    return body.innerHTML;
  };
  const article = column => {
    const blocks = passages(column);
    return {text: markdown(blocks), html: html(blocks)};
  };
  const points = () => [...document.querySelectorAll('#nk-summary .points > li')];
  const text = point => plain(point.querySelector('.point'));
  // What a reader should know of a point goes with its copies too.
  const flags = point => [...point.querySelectorAll('.flag')]
    .map(flag => ` (${flag.textContent})`).join('');
  const TEXTS = {
    source: () => article('source'),
    translation: () => article('translation'),
    summary: () => ({text: points().map(point => text(point) + flags(point)).join('\n')}),
    sources() {
      const lines = points().map((point, at) => {
        const marks = [...point.querySelectorAll('.cite')].map(link => ' ' + link.textContent);
        return `${at + 1}. ${text(point)}${marks.join('')}${flags(point)}`;
      });
      const cited = new Set(points().flatMap(
        point => [...point.querySelectorAll('.cite')].map(link => link.hash.slice(2))));
      const sources = [...cited].sort((a, b) => a - b)
        .map(number => `[${number}] ${plain(byId('s' + number))}`);
      return {text: [...lines, '', ...sources].join('\n')};
    },
  };
  const write = async ({text, html}) => {
    if (html && navigator.clipboard?.write && window.ClipboardItem) {
      const kinds = {'text/plain': text, 'text/html': html};
      const blobs = Object.entries(kinds).map(([type, data]) => [type, new Blob([data], {type})]);
      await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
      return;
    }
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(text);
      return;
    }
    // Browsers offer the clipboard only to pages that come encrypted or from this computer.
    const area = document.createElement('textarea');
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
  };
  const copy = async button => {
    await write(TEXTS[button.dataset.copy]());
    button.dataset.label ??= button.textContent;
    button.textContent = said.textContent = button.dataset.copied;
    clearTimeout(button.timer);
    button.timer = setTimeout(() => {
      button.textContent = button.dataset.label;
      said.textContent = '';
    }, 2000);
  };

  // Other translations of a sentence: a click on it asks for them, and they stand below it.
  let others = null;  // what is open: the sentence, the panel below it, the number of the question
  let asked = 0;
  const shut = () => {
    if (!others) return;
    const {sentence, panel} = others;
    others = null;
    sentence.setAttribute('aria-expanded', 'false');
    sentence.removeAttribute('aria-controls');
    if (panel.contains(document.activeElement)) sentence.focus();
    panel.remove();
  };
  const hang = (sentence, panel) => {
    sentence.closest('.pair').append(panel);
    sentence.setAttribute('aria-expanded', 'true');
    sentence.setAttribute('aria-controls', panel.id);
    others = {sentence, panel, number: asked};
  };
  const ask = sentence => {
    const {asking, others: name} = sentence.closest('.text').dataset;
    const panel = document.createElement('div');
    Object.assign(panel, {id: 'nk-other', className: 'others', role: 'group', ariaLabel: name});
    panel.textContent = said.textContent = asking;
    asked += 1;
    hang(sentence, panel);
    const detail = {piece: Number(sentence.dataset.piece), number: asked};
    sentence.dispatchEvent(new CustomEvent('ask', {bubbles: true, detail}));
  };
  const turn = sentence => {
    const open = others?.sentence === sentence;
    shut();
    if (!open) ask(sentence);
  };
  const answer = html => {
    const given = new DOMParser().parseFromString(html, 'text/html').body.firstElementChild;
    if (Number(given.dataset.number) !== others?.number) return;
    others.panel.replaceChildren(...given.childNodes);
    said.textContent = others.panel.textContent;
  };
  // The rows were drawn again, as after another length of the summary: what was open stays so.
  const again = () => {
    if (!others) return;
    const {sentence, panel} = others;
    const now = document.querySelector(`#nk-rows [data-piece="${sentence.dataset.piece}"]`);
    if (now && !panel.isConnected) hang(now, panel);
  };

  // What is in the box: how many characters, and files that are dropped on it.
  const box = byId('nk-article');
  const open = () => document.querySelector('input[type=file]');
  const count = text => {
    const line = document.querySelector('#nk-count .count');
    const size = [...text].length;
    const number = new Intl.NumberFormat(navigator.language).format(size);
    const {words, one} = line?.dataset ?? {};
    if (line) line.textContent = size === 1 ? one : words.replace('{n}', number);
  };
  const note = () => {
    const line = document.querySelector('#nk-count .rich');
    if (line) line.hidden = pasted === null;
  };
  // Only the text of HTML is read, so the address of a link is written behind its words.
  const SIGNS = {'(': '%28', ')': '%29'};  // an address ends before them
  const ASIDE = 'nav, header, footer, aside, h1, h2, h3, h4, h5, h6';
  const addresses = body => {
    let written = false;
    for (const link of body.querySelectorAll('a[href]')) {
      const href = link.getAttribute('href').trim();
      const words = link.textContent.trim();
      const shown = /^(https?:|www\.)/i.test(words);
      if (!/^https?:\/\//i.test(href) || !words || shown || link.closest(ASIDE)) continue;
      const address = href.replace(/[()\s<>«»"]/g, sign => SIGNS[sign] ?? encodeURI(sign));
      link.append(` (${address})`);
      written = true;
    }
    return written;
  };
  // The HTML of a fragment that has blocks or links, without what is no text, and whether it has
  // links. The HTML of another is "".
  const NAMES = ['href', 'lang', 'dir', 'class', 'id', 'role', 'colspan', 'rowspan'];
  const blocks = html => {
    const {body} = new DOMParser().parseFromString(html, 'text/html');
    body.querySelectorAll('script, style, template, link, meta, img, svg, iframe, object, input')
      .forEach(element => element.remove());
    const linked = addresses(body);
    for (const element of body.querySelectorAll('*')) {
      for (const name of element.getAttributeNames()) {
        if (!NAMES.includes(name)) element.removeAttribute(name);
      }
    }
    const kinds = body.querySelector('h1, h2, h3, h4, h5, h6, ul, ol, table, blockquote, pre');
    const lines = kinds || body.querySelectorAll('p').length > 1;
    return {html: lines || linked ? body.innerHTML.trim() : '', linked};
  };
  box.addEventListener('paste', event => {
    const area = event.target;
    const whole = area.selectionStart === 0 && area.selectionEnd === area.value.length;
    const {html, linked} = blocks(whole ? event.clipboardData.getData('text/html') : '');
    const {limit} = document.querySelector('#nk-count .rich').dataset;
    area.addEventListener('input', () => {
      const text = area.value;
      const lines = text.trim().includes('\n');
      pasted = html && (lines || linked) && html.length <= limit ? {text, html} : null;
      note();
    }, {once: true});
  });
  box.addEventListener('dragover', event => {
    if (event.dataTransfer.types.includes('Files')) event.preventDefault();
  });
  box.addEventListener('drop', event => {
    const [file] = event.dataTransfer.files;
    if (!file) return;
    event.preventDefault();
    event.stopPropagation();
    const files = new DataTransfer();
    files.items.add(file);
    open().files = files.files;
    open().dispatchEvent(new Event('change', {bubbles: true}));
  }, true);
  const put = text => {
    const area = box.querySelector('textarea');
    area.value = text;
    area.dispatchEvent(new Event('input', {bubbles: true}));
    area.focus();
  };

  // The table of files, sorted by a column; a second time from the end.
  let order = null;  // the column by which it is sorted, and whether from the end
  const sort = (column, down) => {
    order = {column, down};
    const head = document.querySelectorAll('#nk-files-table th')[column];
    if (!head) return;
    head.parentElement.querySelectorAll('th').forEach(other => other.removeAttribute('aria-sort'));
    head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
    const body = head.closest('table').tBodies[0];
    const key = row => row.cells[column].textContent;
    const rows = [...body.rows].sort((a, b) => key(a).localeCompare(key(b), undefined, {numeric: true}));
    body.append(...(down ? rows.reverse() : rows));
  };

  // The articles that this browser remembers, if the visitor has turned it on.
  const KEY = 'nlpkit-history';
  const MOST = 20;
  const whole = article => ['title', 'text', 'html', 'when'].every(key => typeof article?.[key] === 'string');
  // null where the history is off.
  const stored = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(KEY));
      return Array.isArray(kept) ? kept.filter(whole) : null;
    } catch {
      return null;  // no storage, or not ours
    }
  };
  const keep = articles => {
    // What does not fit into the storage goes, the oldest first; an article that does not fit alone
    // is not remembered.
    for (let most = Math.min(articles.length, MOST); most >= Math.min(articles.length, 1); most--) {
      try {
        localStorage.setItem(KEY, JSON.stringify(articles.slice(0, most)));
        break;
      } catch {
        // The storage is full.
      }
    }
    list();
  };
  const one = when => stored()?.find(article => article.when === when);
  const remember = () => {
    const articles = stored();
    if (!articles || ran === null) return;
    const [text, html] = JSON.parse(ran);
    const title = document.querySelector('#nk-folded bdi')?.textContent ?? '';
    const others = articles.filter(article => article.text !== text);
    keep([{title, text, html, when: new Date().toISOString()}, ...others]);
  };
  const list = () => {
    const articles = stored();
    const section = document.querySelector('#nk-history .history');
    if (!section) return;
    section.querySelector('[data-remember]').checked = articles !== null;
    section.querySelector('[data-forget]').hidden = !articles?.length;
    const named = section.querySelector('ul').dataset.remove;
    section.querySelector('ul').replaceChildren(...(articles ?? []).map(article => {
      const row = document.createElement('li');
      const [again, time, remove] = ['button', 'time', 'button'].map(
        name => document.createElement(name));
      Object.assign(again, {type: 'button', className: 'again', textContent: article.title, dir: 'auto'});
      again.dataset.article = article.when;
      Object.assign(time, {dateTime: article.when, textContent: new Date(article.when).toLocaleString()});
      Object.assign(remove, {type: 'button', className: 'small', textContent: '×'});
      remove.ariaLabel = named.replace('{title}', () => article.title);
      remove.dataset.drop = article.when;
      row.append(again, time, remove);
      return row;
    }));
  };
  const recall = article => {
    pasted = article.html ? {text: article.text, html: article.html} : null;
    note();
    put(article.text);
  };
  document.addEventListener('change', event => {
    if (!event.target.matches?.('[data-remember]')) return;
    if (event.target.checked) {
      keep(stored() ?? []);
    } else {
      localStorage.removeItem(KEY);
      list();
    }
  });
  window.addEventListener('storage', list);  // another tab has changed it
  list();

  let cited = null;  // the link by which the reader came to a sentence
  document.addEventListener('click', event => {
    const found = selector => event.target.closest?.(selector);
    const button = found('[data-copy]');
    if (button) {
      copy(button);
    } else if (found('[data-edit]')) {
      byId('nk-folded').dataset.editing = '';
      document.querySelector('#nk-article textarea')?.focus();
    } else if (found('[data-sort]')) {
      const column = Number(found('[data-sort]').dataset.sort);
      sort(column, order?.column === column && !order.down);
    } else if (found('[data-plain]')) {
      pasted = null;
      note();
      const area = box.querySelector('textarea');
      compare(state(area.value));
      area.focus();
    } else if (found('[data-clear]')) {
      put('');
    } else if (found('[data-article]')) {
      const article = one(found('[data-article]').dataset.article);
      if (article) recall(article);
    } else if (found('[data-drop]')) {
      const {drop} = found('[data-drop]').dataset;
      const articles = stored();
      if (articles) keep(articles.filter(article => article.when !== drop));
    } else if (found('[data-forget]')) {
      if (stored()) keep([]);
    } else if (found('.cite')) {
      cited = found('.cite');
    } else if (found('.back')) {
      const link = cited?.isConnected ? cited : document.querySelector(found('.back').hash + ' .cite');
      setTimeout(() => link?.focus());
    } else if (found('.others')) {
      // Its text can be selected and copied.
    } else if (found('.pair') && !found('a') && getSelection().isCollapsed) {
      const row = found('.pair');
      const lit = row.classList.contains('lit');
      document.querySelectorAll('.pair.lit').forEach(other => other.classList.remove('lit'));
      row.classList.toggle('lit', !lit);
      if (found('[data-piece]')) turn(found('[data-piece]'));
    }
  });

  const press = names => names.map(byId).find(button => button?.offsetParent)?.click();
  document.addEventListener('keydown', event => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      press(['nk-go', 'nk-files-go']);
    } else if (['Enter', ' '].includes(event.key) && event.target.matches('[data-piece]')) {
      event.preventDefault();
      turn(event.target);
    } else if (event.key === 'Escape' && others) {
      shut();
    } else if (event.key === 'Escape') {
      press(['nk-stop', 'nk-files-stop']);
    }
  });
}
