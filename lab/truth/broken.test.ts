import { brokenAccount } from '../scenarios/index.ts';
import { truthUnderFaults } from './under-faults.ts';

truthUnderFaults('broken', brokenAccount);
