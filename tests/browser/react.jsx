// The page of the tests: the component of the how-to, and what it last told.
import { createRoot } from 'react-dom/client';
import { RuleEditor } from './rule-editor.jsx';

const root = createRoot(document.getElementById('page'));
let shown = 0;
window.show = (fields, query) => {
  window.query = undefined;
  root.render(<RuleEditor key={shown++} fields={fields} query={query} onChange={query => { window.query = query; }} />);
};
